import { z } from 'zod';
import { log } from '@/lib/core/log';
import { openSeal, seal } from '@/lib/core/seal';
import { EmailJob } from '@/lib/integrations/email/schema';

/** What stands in a digest for one thing that happened: a sentence and where it leads. */
const line = z.object({ line: z.string(), url: z.string() });

const mail = z.object({
  kind: z.literal('mail'),
  mail: EmailJob,
  /** Whose answers to this mail find the request. */
  participantId: z.string().optional(),
  /** False for a reader without an account. */
  hasAccount: z.boolean().optional(),
  /** The token that ends mails of this kind. */
  unsubscribe: z.string().optional(),
  /** What is said of it where quiet hours gathered too many. */
  line: line.optional(),
});

/** What a row of the outbox carries, sealed: mails hold links with secrets. */
export const Outgoing = z.discriminatedUnion('kind', [
  mail,
  z.object({ kind: z.literal('line'), ...line.shape }),
  z.object({ kind: z.literal('chat'), text: z.string() }),
]);
export type Outgoing = z.output<typeof Outgoing>;

type Sealed = { id: string; payload: string | null };

export const sealOutgoing = (outgoing: Outgoing): Promise<string> => seal(outgoing);

/** Throws when it was sealed under another AUTH_SECRET, or by a version that carried something else. */
export const openOutgoing = async (payload: string): Promise<Outgoing> =>
  Outgoing.parse(await openSeal(payload));

/** The same of a row of the outbox: null, and a line in the log, for one that nothing opens any more. */
export async function readOutgoing({ id, payload }: Sealed): Promise<Outgoing | null> {
  if (!payload) return null;
  try {
    return await openOutgoing(payload);
  } catch (err) {
    log.warn({ err, deliveryId: id }, 'a delivery cannot be read');
    return null;
  }
}
