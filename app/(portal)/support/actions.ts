'use server';

import { z } from 'zod';
import { discardDraft } from '@/lib/domain/support/discard-draft';
import { fileRequest } from '@/lib/domain/support/file-request';
import { rateRequest } from '@/lib/domain/support/rate-request';
import { removeAttachment } from '@/lib/domain/support/remove-attachment';
import { replyAsCustomer } from '@/lib/domain/support/reply-as-customer';
import {
  AttachmentInput,
  FileRequestInput,
  RateInput,
  ReplyInput,
  RequestInput,
} from '@/lib/domain/support/schema';
import { withdrawRequest } from '@/lib/domain/support/withdraw-request';
import { memberAction } from '@/lib/web/actions';

export const file = memberAction(FileRequestInput, fileRequest);
export const discard = memberAction(z.object({}), discardDraft);
export const reply = memberAction(ReplyInput, replyAsCustomer);
export const withdraw = memberAction(RequestInput, withdrawRequest);
export const rate = memberAction(RateInput, rateRequest);
export const removeUpload = memberAction(AttachmentInput, removeAttachment);
