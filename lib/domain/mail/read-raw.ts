import { buffer } from 'node:stream/consumers';
import { parseMail, type ReadMail } from '@/lib/integrations/inbound/parse-mail';
import { fileStore } from '@/lib/integrations/storage/choose';

/** The mail as it came. Errors: `provider_unavailable` when the storage is down, `not_found` once it was removed. */
export async function readRaw(storageKey: string): Promise<Uint8Array> {
  const { stream } = await fileStore().get(storageKey);
  return new Uint8Array(await buffer(stream));
}

/** The same, read as a mail. */
export async function readKept(storageKey: string): Promise<ReadMail> {
  return parseMail(await readRaw(storageKey));
}
