import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '@/lib/core/errors';
import { isPolyglot, zipRefusal } from './hidden-content';
import { limits } from './schema';

const IMAGES: Record<string, string> = {
  'image/png': 'png',
  'image/apng': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
};
const TEXT_ENDINGS = ['txt', 'log', 'text', 'md', 'csv', 'json', 'xml', 'yml', 'yaml', 'ics', 'eml'];

type Kind = 'image' | 'pdf' | 'zip' | 'text';

const kindOfEnding: Record<string, Kind> = {
  ...Object.fromEntries(['png', 'jpg', 'jpeg', 'webp', 'gif'].map((ending) => [ending, 'image' as const])),
  ...Object.fromEntries(TEXT_ENDINGS.map((ending) => [ending, 'text' as const])),
  pdf: 'pdf',
  zip: 'zip',
};

const mediaTypes = { pdf: 'application/pdf', zip: 'application/zip', text: 'text/plain' } as const;

export type CheckedFile = { fileName: string; mediaType: string };

/**
 * What a file is by its bytes, and the name it is kept under. The ending must agree with the bytes; images may be
 * mixed up among themselves and get their true ending. A picture or PDF that is something else too is refused, and so is
 * a ZIP that would unpack to far more than it is.
 * Errors: `too_large`; `invalid` with `fileEmpty`, `fileType`, `fileMismatch`, `filePolyglot`, `fileBomb`, `fileDamaged`.
 */
export async function checkFile(bytes: Uint8Array, name: string): Promise<CheckedFile> {
  if (bytes.byteLength === 0) throw new AppError('invalid', 'fileEmpty');
  if (bytes.byteLength > limits.attachmentBytes)
    throw new AppError('too_large', 'fileTooLarge', { values: { max: '10 MB' } });
  const fileName = cleanFileName(name);
  const claimed = endingOf(fileName);
  if (claimed !== null && !kindOfEnding[claimed]) throw new AppError('invalid', 'fileType');
  const found = await kindOf(bytes);
  if (!found) throw new AppError('invalid', claimed ? 'fileMismatch' : 'fileType');
  if (claimed !== null && kindOfEnding[claimed] !== found.kind) throw new AppError('invalid', 'fileMismatch');
  const refusal = hiddenIn(bytes, found);
  if (refusal) throw new AppError('invalid', refusal);
  return { fileName: withEnding(fileName, found), mediaType: found.mediaType };
}

type Found = { kind: Kind; mediaType: string; ending: string };

function hiddenIn(bytes: Uint8Array, { kind, mediaType }: Found): string | null {
  if (kind === 'zip') return zipRefusal(bytes);
  return kind !== 'text' && isPolyglot(bytes, mediaType) ? 'filePolyglot' : null;
}

async function kindOf(bytes: Uint8Array): Promise<Found | null> {
  // A damaged file can make the detector run past its end: then it is none of ours.
  const mime = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
  const image = mime && IMAGES[mime];
  if (image) return { kind: 'image', mediaType: mime === 'image/apng' ? 'image/png' : mime, ending: image };
  if (mime === 'application/pdf') return { kind: 'pdf', mediaType: mediaTypes.pdf, ending: 'pdf' };
  if (mime === 'application/zip') return { kind: 'zip', mediaType: mediaTypes.zip, ending: 'zip' };
  return isPlainText(bytes) ? { kind: 'text', mediaType: mediaTypes.text, ending: 'txt' } : null;
}

/** Valid UTF-8 without NUL. */
export function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A name without folders, control and bidirectional characters or a leading dot; at most 120 characters. */
export function cleanFileName(name: string): string {
  const base = name.toWellFormed().normalize('NFC').split(/[/\\]/).pop() ?? '';
  const plain = base
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (plain.length <= 120) return plain || 'file';
  const ending = endingOf(plain);
  return ending
    ? `${plain.slice(0, 118 - ending.length).toWellFormed()}.${ending}`
    : plain.slice(0, 120).toWellFormed();
}

function endingOf(name: string): string | null {
  const match = /\.([A-Za-z0-9]{1,8})$/.exec(name);
  return match?.[1]?.toLowerCase() ?? null;
}

function withEnding(name: string, found: Found): string {
  const ending = endingOf(name);
  if (ending === null) return `${name}.${found.ending}`;
  if (found.kind !== 'image' || ending === found.ending || (ending === 'jpeg' && found.ending === 'jpg'))
    return name;
  return `${name.slice(0, -ending.length)}${found.ending}`;
}
