import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { AwsV4Signer } from 'aws4fetch';
import { AppError } from '@/lib/core/errors';
import {
  checkKey,
  fileCorrupt,
  fileNotFound,
  storageUnavailable,
  verified,
  type FileStore,
} from './file-store';

export interface S3Options {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const answerTimeoutMs = 60_000;
const attempts = 3;
const firstPauseMs = 100;

interface Call {
  method: 'PUT' | 'GET' | 'DELETE';
  key: string;
  sha256: string;
  headers?: Record<string, string>;
  body?: Uint8Array | ReadableStream;
}

const isBusy = (status: number) => status >= 500 || status === 429;

/** An AppError that the body's own check raised travels inside fetch's TypeError. */
function appErrorIn(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  return error instanceof Error && error.cause !== undefined ? appErrorIn(error.cause) : null;
}

/**
 * Any S3-compatible store by path-style addresses (`endpoint/bucket/key`), signed with AWS Signature 4. The hash of the
 * content is part of the signature, so that the store itself refuses a body that changed on the way.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function s3(options: S3Options): FileStore {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = options;
  const base = `${endpoint.replace(/\/$/, '')}/${bucket}`;

  async function once({ method, key, sha256, headers, body }: Call): Promise<Response> {
    const signed = await new AwsV4Signer({
      method,
      url: `${base}/${key}`,
      headers: { ...headers, 'x-amz-content-sha256': sha256 },
      service: 's3',
      region,
      accessKeyId,
      secretAccessKey,
    }).sign();
    return fetch(signed.url, {
      method,
      headers: signed.headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(answerTimeoutMs),
      ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}),
    } as RequestInit);
  }

  /** Asks again while the store is busy; a streamed body is gone after the first time and is not repeated. */
  async function call(request: Call): Promise<Response> {
    checkKey(request.key);
    const tries = request.body instanceof ReadableStream ? 1 : attempts;
    for (let attempt = 1; ; attempt++) {
      const response = await once(request).catch((error: unknown) => error as Error);
      const failed = response instanceof Error || isBusy(response.status);
      if (!failed) return response;
      if (attempt >= tries) {
        const known = response instanceof Error ? appErrorIn(response) : null;
        throw known ?? storageUnavailable(response instanceof Error ? response : await reasonOf(response));
      }
      await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** (attempt - 1)));
    }
  }

  return {
    async put(key, body, meta) {
      const content = body instanceof Readable ? toWeb(verified(body, meta)) : await checked(body, meta);
      const response = await call({
        method: 'PUT',
        key,
        sha256: meta.sha256,
        headers: { 'content-type': meta.contentType, 'content-length': String(meta.size) },
        body: content,
      });
      if (response.ok) return void (await response.arrayBuffer());
      const reason = await reasonOf(response);
      throw /BadDigest|XAmzContentSHA256Mismatch|IncompleteBody/.test(reason)
        ? fileCorrupt()
        : storageUnavailable(reason);
    },

    async get(key) {
      const response = await call({ method: 'GET', key, sha256: emptySha256 });
      if (response.ok && response.body) {
        const size = Number(response.headers.get('content-length'));
        return { stream: Readable.fromWeb(response.body as ReadableStream), size };
      }
      const reason = await reasonOf(response);
      throw response.status === 404 && !reason.includes('NoSuchBucket')
        ? fileNotFound()
        : storageUnavailable(reason);
    },

    async remove(key) {
      const response = await call({ method: 'DELETE', key, sha256: emptySha256 });
      const reason = await reasonOf(response);
      const isGone = response.status === 404 && !reason.includes('NoSuchBucket');
      if (!response.ok && !isGone) throw storageUnavailable(reason);
    },
  };
}

const toWeb = (stream: Readable) => Readable.toWeb(stream) as ReadableStream;

async function checked(body: Uint8Array, meta: Parameters<FileStore['put']>[2]): Promise<Uint8Array> {
  for await (const _ of verified(body, meta));
  return body;
}

/** What the store says of itself: status and the first of its XML; keys and secrets are not in it. */
async function reasonOf(response: Response): Promise<string> {
  return `${response.status} ${(await response.text().catch(() => '')).slice(0, 500)}`;
}
