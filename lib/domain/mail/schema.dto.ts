import type { InboundReason, InboundStatus } from './schema';

export type InboundRowDto = {
  id: string;
  from: string;
  fromName: string;
  subject: string;
  status: InboundStatus;
  reason: InboundReason | null;
  receivedAt: string;
  sizeBytes: number;
};

/** One mail as /desk/mail shows it; its words are untrusted text. */
export type InboundDto = InboundRowDto & {
  source: string;
  messageId: string;
  envelopeFrom: string;
  recipients: string[];
  /** What servers said of the sender, a line each. */
  authentication: string[];
  matchedBy: string | null;
  request: { id: string; number: string; subject: string } | null;
  refused: { fileName: string; reason: string }[];
  releasedBy: string | null;
  /** Null where the mail cannot be read. */
  words: { shown: string; quoted: string; files: { fileName: string; sizeBytes: number }[] } | null;
  /** The organisations of which its sender is a member: those that it may be filed for. */
  organisations: { id: string; name: string }[];
  /** It may still be released to a request, filed as new, or rejected. */
  isOpen: boolean;
};

/** How mails to the support address are taken. */
export type MailSettingDto = {
  acceptNew: boolean;
  categoryCode: string | null;
  categories: { code: string; name: string }[];
  address: string;
  /** Whether there is any door for mail. */
  isOpen: boolean;
};
