import type { Locale } from '@/lib/core/locales';
import type { Audience } from './events';

/** Somebody who is told something: with an account, or only with an address. */
export interface Recipient {
  userId?: string;
  contactId?: string;
  name: string;
  email: string;
  locale: Locale;
  /** Where they follow the request that it is about: their answers find it. */
  participantId?: string;
  side: Audience;
  /** They said elsewhere that they want no mail of this: the bell alone tells them. */
  wantsNoMail?: boolean;
}

/** Names them within the key of one notice. */
export const recipientKey = ({ userId, contactId, email }: Recipient): string => userId ?? contactId ?? email;
