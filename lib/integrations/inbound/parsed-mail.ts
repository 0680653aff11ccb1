export type Mailbox = { name: string; address: string };
export type MailFile = { fileName: string | null; mediaType: string; isInline: boolean; bytes: Uint8Array };

/** A mail as it was read: nothing of it is proven yet. */
export type ParsedMail = {
  /** Names in lower case, from the top, each as often as it stands there; values unfolded. */
  headers: { key: string; value: string }[];
  /** Every mailbox of every From line. */
  from: Mailbox[];
  /** The addresses of To, Cc, Delivered-To and X-Original-To. */
  addressed: string[];
  subject: string;
  /** Without brackets. */
  messageId: string | null;
  /** What it answers, the nearest first: In-Reply-To, then References from the last. */
  refersTo: string[];
  /** The plain part, or what the HTML says; at most 200,000 signs. */
  text: string;
  hasHtml: boolean;
  /** The first hundred. */
  files: MailFile[];
  fileCount: number;
};

/** The first value of a field, or null. */
export function headerOf(mail: Pick<ParsedMail, 'headers'>, name: string): string | null {
  return mail.headers.find(({ key }) => key === name)?.value ?? null;
}
