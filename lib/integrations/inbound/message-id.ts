import { createHash } from 'node:crypto';

const HEAD_BYTES = 262_144;

/**
 * What tells a mail from every other one: its Message-ID without brackets, or, where it names none that can be used,
 * the hash of its bytes. Looks at the head alone: a mail is kept before anybody reads it whole.
 */
export function messageIdOf(raw: Uint8Array): string {
  const start = Buffer.from(raw.subarray(0, HEAD_BYTES)).toString('latin1').replace(/\r\n?/g, '\n');
  const [head = ''] = start.split('\n\n', 1);
  const unfolded = head.replace(/\n[ \t]+/g, ' ');
  const id = /^message-id:[ \t]*<?([^<>\s]{1,300})>?[ \t]*$/im.exec(unfolded)?.[1];
  return id ?? `sha256:${createHash('sha256').update(raw).digest('hex')}`;
}
