import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@/lib/core/errors';
import { checkKey, fileNotFound, storageUnavailable, verified, type FileStore } from './file-store';

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

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
      const handle = await open(file, 'r').catch((error: unknown) => {
        throw isMissing(error) ? fileNotFound() : storageUnavailable(error);
      });
      const stat = await handle.stat();
      if (!stat.isFile()) {
        await handle.close();
        throw fileNotFound();
      }
      return { stream: handle.createReadStream(), size: stat.size };
    },

    async remove(key) {
      await rm(place(key), { force: true }).catch((error: unknown) => {
        throw storageUnavailable(error);
      });
    },
  };
}
