'use server';

import { rejectMail, releaseMail } from '@/lib/domain/mail/release-mail';
import { InboundInput, ReleaseMailInput } from '@/lib/domain/mail/schema';
import { staffAction } from '@/lib/web/actions';

export const release = staffAction(ReleaseMailInput, releaseMail);
export const reject = staffAction(InboundInput, rejectMail);
