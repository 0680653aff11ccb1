'use server';

import { z } from 'zod';
import { acceptQuote as accept } from '@/lib/domain/quotes/accept-quote';
import { declineQuote as decline } from '@/lib/domain/quotes/decline-quote';
import { AcceptQuoteInput, DeclineQuoteInput } from '@/lib/domain/quotes/schema';
import { rateRequest } from '@/lib/domain/ratings/rate-request';
import { RateInput } from '@/lib/domain/ratings/schema';
import { discardDraft } from '@/lib/domain/support/discard-draft';
import { editMessage as changeMessage } from '@/lib/domain/support/edit-message';
import { fileRequest } from '@/lib/domain/support/file-request';
import { fundRequest } from '@/lib/domain/support/fund-request';
import { muteRequest } from '@/lib/domain/support/mute-request';
import { payRequest } from '@/lib/domain/support/pay-request';
import { removeAttachment } from '@/lib/domain/support/remove-attachment';
import { replyAsCustomer } from '@/lib/domain/support/reply-as-customer';
import {
  AttachmentInput,
  FileRequestInput,
  PayRequestInput,
  ReplyInput,
  RequestInput,
} from '@/lib/domain/support/schema';
import { EditMessageInput, MuteInput } from '@/lib/domain/support/schema.thread';
import { withdrawRequest } from '@/lib/domain/support/withdraw-request';
import { memberAction } from '@/lib/web/actions';

export const file = memberAction(FileRequestInput, fileRequest);
export const discard = memberAction(z.object({}), discardDraft);
export const reply = memberAction(ReplyInput, replyAsCustomer);
export const withdraw = memberAction(RequestInput, withdrawRequest);
export const fund = memberAction(RequestInput, fundRequest);
export const pay = memberAction(PayRequestInput, payRequest);
export const acceptQuote = memberAction(AcceptQuoteInput, accept);
export const declineQuote = memberAction(DeclineQuoteInput, decline);
export const rate = memberAction(RateInput, rateRequest);
export const editMessage = memberAction(EditMessageInput, changeMessage);
export const mute = memberAction(MuteInput, muteRequest);
export const removeUpload = memberAction(AttachmentInput, removeAttachment);
