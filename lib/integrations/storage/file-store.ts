import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { AppError, invariant } from '@/lib/core/errors';

export interface FileMeta {
  contentType: string;
  /** In bytes. */
  size: number;
  /** Of the content, in lower-case hex. */
  sha256: string;
}

/** Where attachments live: a key names one file. Network or disk: never inside a transaction. */
export interface FileStore {
  /**
   * Keeps a file whole or not at all; a key that exists is replaced. Throws `invalid` (`file_corrupt`) when the
   * content has another size or hash than `meta` says, `provider_unavailable` (`storage_unavailable`) when the store
   * cannot be reached.
   */
  put(key: string, body: Uint8Array | Readable, meta: FileMeta): Promise<void>;
  /** Throws `not_found` (`file_not_found`) and `provider_unavailable` (`storage_unavailable`). */
  get(key: string): Promise<{ stream: Readable; size: number }>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
}

const maxKeyLength = 512;
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Keys are made by our code, never typed: a strange one is a bug, and it never reaches a path. */
export function checkKey(key: string): void {
  const isPlain = key.length <= maxKeyLength && key.split('/').every((part) => segment.test(part));
  invariant(isPlain, `not a storage key: ${JSON.stringify(key.slice(0, 80))}`);
}

export const fileNotFound = () => new AppError('not_found', 'file_not_found');
export const fileCorrupt = () => new AppError('invalid', 'file_corrupt');
export const storageUnavailable = (cause: unknown) =>
  Object.assign(new AppError('provider_unavailable', 'storage_unavailable'), { cause });

/** The content as a stream that fails with `file_corrupt` at its end, or as soon as it grows too long. */
export function verified(body: Uint8Array | Readable, { size, sha256 }: FileMeta): Readable {
  const hash = createHash('sha256');
  let seen = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      hash.update(chunk);
      done(seen > size ? fileCorrupt() : null, chunk);
    },
    flush(done) {
      done(seen === size && hash.digest('hex') === sha256 ? null : fileCorrupt());
    },
  });
  const source = body instanceof Readable ? body : Readable.from([body], { objectMode: false });
  source.once('error', (error) => check.destroy(error));
  check.once('close', () => source.destroy());
  return source.pipe(check);
}
