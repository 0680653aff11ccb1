'use server';

import { changeKey as change } from '@/lib/domain/apps/change-key';
import { createKey as create } from '@/lib/domain/apps/create-key';
import { linkCustomer as link, unlinkCustomer as unlink } from '@/lib/domain/apps/link-customer';
import { revokeKey as revoke } from '@/lib/domain/apps/revoke-key';
import { rotateKey as rotate } from '@/lib/domain/apps/rotate-key';
import {
  createApp as createOne,
  disableApp as disable,
  enableApp as enable,
  renameApp as rename,
} from '@/lib/domain/apps/save-app';
import {
  AppInput,
  ChangeKeyInput,
  CreateAppInput,
  CreateKeyInput,
  KeyInput,
  LinkCustomerInput,
  RenameAppInput,
  RotateKeyInput,
  UnlinkCustomerInput,
} from '@/lib/domain/apps/schema';
import { staffAction } from '@/lib/web/actions';

export const createApp = staffAction(CreateAppInput, createOne);
export const renameApp = staffAction(RenameAppInput, rename);
export const disableApp = staffAction(AppInput, disable);
export const enableApp = staffAction(AppInput, enable);
export const linkCustomer = staffAction(LinkCustomerInput, link);
export const unlinkCustomer = staffAction(UnlinkCustomerInput, unlink);
export const createKey = staffAction(CreateKeyInput, create);
export const rotateKey = staffAction(RotateKeyInput, rotate);
export const changeKey = staffAction(ChangeKeyInput, change);
export const revokeKey = staffAction(KeyInput, revoke);
