import { invariant } from '@/lib/core/errors';
import { env } from '@/lib/core/env';
import type { FileStore } from './file-store';
import { localDisk } from './local-disk';
import { s3 } from './s3';

let store: FileStore | undefined;

function configured(): FileStore {
  const { S3_BUCKET: bucket, S3_ENDPOINT, S3_REGION: region } = env;
  if (!bucket) return localDisk(env.STORAGE_DIR);
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  invariant(accessKeyId && secretAccessKey, 'S3_BUCKET needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY');
  const endpoint = S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`;
  return s3({ endpoint, bucket, region, accessKeyId, secretAccessKey });
}

/** The store that the environment asks for: S3 when S3_BUCKET is set, else STORAGE_DIR on this machine's disk. */
export function fileStore(): FileStore {
  return (store ??= configured());
}
