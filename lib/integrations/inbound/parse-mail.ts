import path from 'node:path';
import { z } from 'zod';
import type { ParsedMail } from './parsed-mail';

/** `unreadable`: the mail breaks the limits of its parser, or takes longer or more memory than one mail may. */
export type ReadMail = { mail: ParsedMail } | { refusal: 'unreadable' };

const TIMEOUT_MS = 20_000;
const AT_ONCE = 2;
/** A path and not a URL of this module: this runs in bundles too, from the root of the program. */
const THREAD = path.join('lib', 'integrations', 'inbound', 'parse-thread.mjs');

// Asked for at run time: Turbopack would bundle a thread that it sees, and the bundled one does not start.
const { Worker } = process.getBuiltinModule('node:worker_threads');

const Answer = z.object({
  mail: z
    .object({
      headers: z.array(z.object({ key: z.string(), value: z.string() })),
      from: z.array(z.object({ name: z.string(), address: z.string() })),
      addressed: z.array(z.string()),
      subject: z.string(),
      messageId: z.string().nullable(),
      refersTo: z.array(z.string()),
      text: z.string(),
      hasHtml: z.boolean(),
      files: z.array(
        z.object({
          fileName: z.string().nullable(),
          mediaType: z.string(),
          isInline: z.boolean(),
          bytes: z.instanceof(Uint8Array),
        }),
      ),
      fileCount: z.number(),
    })
    .optional(),
});

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Reads a raw mail (RFC 5322, MIME) in a thread of its own with bounded memory and time. A broken tree gives what there
 * is of it; nothing is believed of the sender. Never throws.
 */
export async function parseMail(raw: Uint8Array): Promise<ReadMail> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await read(raw);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function read(raw: Uint8Array): Promise<ReadMail> {
  const thread = new Worker(path.resolve(process.cwd(), THREAD), {
    ...{ workerData: raw, env: {}, stdout: true, stderr: true, execArgv: [] },
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 },
  });
  return new Promise((resolve) => {
    const settle = (found: ReadMail) => {
      clearTimeout(timer);
      resolve(found);
      void thread.terminate();
    };
    const timer = setTimeout(() => settle({ refusal: 'unreadable' }), TIMEOUT_MS);
    thread.once('message', (message: unknown) => {
      // Thrown in here, it would end the process.
      const mail = Answer.safeParse(message).data?.mail;
      settle(mail ? { mail } : { refusal: 'unreadable' });
    });
    thread.once('error', () => settle({ refusal: 'unreadable' }));
    thread.once('exit', () => settle({ refusal: 'unreadable' }));
  });
}
