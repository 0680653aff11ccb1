import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@/lib/core/errors';
import { checkKey, fileNotFound, storageUnavailable, verified, type FileStore } from './file-store';

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Opened with the first byte that is asked for: a HEAD request or a reader that went away holds no file open. */
async function* read(file: string): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(file)) yield chunk as Buffer;
}

/**
 * Files under one directory, which must lie outside anything a web server serves. A file is written beside its place,
 * flushed and renamed into it, so that no reader and no crash ever meets half a file.
 */
export function localDisk(root: string): FileStore {
  const base = path.resolve(root);
  const place = (key: string) => {
    checkKey(key);
    return path.join(base, 'objects', ...key.split('/'));
  };

  return {
    async put(key, body, meta) {
      const target = place(key);
      const draft = path.join(base, 'drafts', randomUUID());
      try {
        await mkdir(path.dirname(draft), { recursive: true, mode: 0o700 });
        await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
        await pipeline(
          verified(body, meta),
          createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
        );
        await rename(draft, target);
      } catch (error) {
        await rm(draft, { force: true });
        throw error instanceof AppError ? error : storageUnavailable(error);
      }
    },

    async get(key) {
      const file = place(key);
      const found = await stat(file).catch((error: unknown) => {
        throw isMissing(error) ? fileNotFound() : storageUnavailable(error);
      });
      if (!found.isFile()) throw fileNotFound();
      return { stream: Readable.from(read(file)), size: found.size };
    },

    async remove(key) {
      await rm(place(key), { force: true }).catch((error: unknown) => {
        throw storageUnavailable(error);
      });
    },
  };
}
