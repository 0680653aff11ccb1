import { createHash } from 'node:crypto';
import type { Context } from '@/lib/core/context';
import { type Tx, db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { checkFile, cleanFileName } from '@/lib/domain/support/file-rules';
import type { Author } from '@/lib/domain/support/participants';
import { limits } from '@/lib/domain/support/schema';
import type { MailFile } from '@/lib/integrations/inbound/parsed-mail';
import { fileStore } from '@/lib/integrations/storage/choose';

type Kept = {
  id: string;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  storageKey: string;
};
/** `reason`: a key of messages/en/errors.json. */
export type RefusedFile = { fileName: string; reason: string };
export type TakenFiles = { kept: Kept[]; refused: RefusedFile[] };

/** What mail programs leave without a name. */
const NAMES: Record<string, string> = {
  'text/calendar': 'invitation.ics',
  'message/rfc822': 'message.eml',
  'text/plain': 'text.txt',
  'text/html': 'page.html',
};

const nameOf = ({ fileName, mediaType }: MailFile) => cleanFileName(fileName ?? NAMES[mediaType] ?? 'file');

/**
 * Checks the files of a mail by the rules of every upload and keeps those that pass: a name with folders in it loses
 * them, the same file twice is one, and what a request has already (the logo under each answer) is not kept again.
 * Stores before any row is written: outside a transaction.
 */
export async function takeFiles(
  organisationId: string,
  requestId: string | null,
  files: readonly MailFile[],
): Promise<TakenFiles> {
  const known = requestId
    ? await db.attachment.findMany({ where: { organisationId, requestId }, select: { sha256: true } })
    : [];
  const seen = new Set(known.map(({ sha256 }) => sha256));
  const taken: TakenFiles = { kept: [], refused: [] };
  for (const file of files) {
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    if (seen.has(sha256)) continue;
    seen.add(sha256);
    await take(organisationId, { ...file, sha256 }, taken);
  }
  return taken;
}

async function take(organisationId: string, file: MailFile & { sha256: string }, taken: TakenFiles) {
  const { bytes, sha256 } = file;
  try {
    if (taken.kept.length >= limits.attachments) throw new AppError('invalid', 'tooManyFiles');
    const { fileName, mediaType } = await checkFile(bytes, nameOf(file));
    const id = newId('attachment');
    const storageKey = `attachments/${organisationId}/${id}`;
    const sizeBytes = bytes.byteLength;
    await fileStore().put(storageKey, bytes, { contentType: mediaType, size: sizeBytes, sha256 });
    taken.kept.push({ id, fileName, mediaType, sizeBytes, sha256, storageKey });
  } catch (error) {
    const isRefusal = error instanceof AppError && error.code !== 'provider_unavailable';
    if (!isRefusal) throw error;
    taken.refused.push({ fileName: nameOf(file), reason: error.reason });
  }
}

/** The rows of kept files, loose until a message or a request binds them. Gives their ids. */
export async function writeFiles(
  tx: Tx,
  ctx: Context,
  by: { organisationId: string; author: Author; mailId: string },
  { kept }: TakenFiles,
): Promise<string[]> {
  const { organisationId, author, mailId } = by;
  const uploader = 'userId' in author ? { uploadedById: author.userId } : author;
  await tx.attachment.createMany({
    data: kept.map((file) => ({ ...file, organisationId, ...uploader, mailId, createdAt: ctx.now })),
  });
  return kept.map(({ id }) => id);
}

/** Removes what was stored for a mail that was not taken after all. */
export async function dropFiles({ kept }: TakenFiles): Promise<void> {
  for (const { storageKey } of kept) await fileStore().remove(storageKey);
}
