import { AppError } from '@/lib/core/errors';

/**
 * Reads a raw body of at most `maxBytes` as it arrives, and stops at the first byte too many. The length has to be
 * told and to be true: what a server in front has cut off is refused, not kept.
 * Errors: `too_large`; `invalid` with `uploadCut`.
 */
export async function readUpload(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new AppError('too_large', 'fileTooLarge', { values: { max: `${Math.floor(maxBytes / 1_048_576)} MB` } });
  const told = Number(request.headers.get('content-length') ?? Number.NaN);
  if (told > maxBytes) throw tooLarge();
  const bytes = new Uint8Array(maxBytes);
  let size = 0;
  const reader = request.body?.getReader();
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    if (size + chunk.value.byteLength > maxBytes) {
      await reader?.cancel();
      throw tooLarge();
    }
    bytes.set(chunk.value, size);
    size += chunk.value.byteLength;
  }
  if (size !== told) throw new AppError('invalid', 'uploadCut');
  return bytes.subarray(0, size);
}
