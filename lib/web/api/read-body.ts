import { AppError } from '@/lib/core/errors';

const KIB = 1024;
export const BODY_LIMIT = 256 * KIB;
export const BATCH_LIMIT = 2 * KIB * KIB;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The body as one JSON object, refused at the first byte over the limit; no body is an empty object.
 * Errors: `bodyTooLarge`, `malformedJson`, also for a body that broke off.
 */
export async function readBody(request: Request, limitBytes: number): Promise<Record<string, unknown>> {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const bytes = await readBytes(request, limitBytes);
  if (bytes.byteLength === 0) return {};
  const body = parseJson(bytes);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('invalid', 'malformedJson');
  return body as Record<string, unknown>;
}

const tooLarge = (limitBytes: number) =>
  new AppError('too_large', 'bodyTooLarge', { values: { max: `${limitBytes / KIB} KB` } });

/** Whoever hangs up half-way is no fault of ours. */
function brokeOff(): never {
  throw new AppError('invalid', 'malformedJson');
}

async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array> {
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const next = () => reader?.read().catch(brokeOff);
  for (let part = await next(); part && !part.done; part = await next()) {
    size += part.value.byteLength;
    if (size > limitBytes) {
      void reader?.cancel().catch(() => undefined);
      throw tooLarge(limitBytes);
    }
    chunks.push(part.value);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown;
  } catch {
    throw new AppError('invalid', 'malformedJson');
  }
}
