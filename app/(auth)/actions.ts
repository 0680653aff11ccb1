'use server';

import { acceptAsNew as accept } from '@/lib/domain/accounts/accept-as-new';
import { createOrganisation as create } from '@/lib/domain/accounts/create-organisation';
import { requestPasswordReset as requestReset } from '@/lib/domain/accounts/request-password-reset';
import { requestSignInLink as requestLink } from '@/lib/domain/accounts/request-sign-in-link';
import { resetPassword as reset } from '@/lib/domain/accounts/reset-password';
import {
  AcceptAsNewInput,
  AddressInput,
  NewOrganisationInput,
  ResetPasswordInput,
  SignInLinkRequest,
  SignUpInput,
} from '@/lib/domain/accounts/schema';
import { signUp as register } from '@/lib/domain/accounts/sign-up';
import { personAction, publicAction } from '@/lib/web/actions';

export const signUp = publicAction(SignUpInput, register);
export const requestSignInLink = publicAction(SignInLinkRequest, requestLink);
export const requestPasswordReset = publicAction(AddressInput, requestReset);
export const resetPassword = publicAction(ResetPasswordInput, reset);
export const acceptAsNew = publicAction(AcceptAsNewInput, accept);
export const createOrganisation = personAction(NewOrganisationInput, create);
