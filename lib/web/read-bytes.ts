import { AppError } from '@/lib/core/errors';

/** The body of a request, refused as soon as it is larger than `limit`, whatever its headers say. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = new AppError('too_large', 'tooLarge');
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge;
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > limit) throw tooLarge;
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}
