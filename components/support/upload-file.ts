import type { AttachmentDto } from '@/lib/domain/support/schema.dto';

export type UploadResult = { ok: true; file: AttachmentDto } | { ok: false; reason: string | null };

/**
 * Sends one file as the raw body; fetch cannot tell how far an upload is, so this is XMLHttpRequest. The server's own
 * words come back as the reason, null when it could not be reached.
 */
export function uploadFile(
  address: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<UploadResult> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${address}?name=${encodeURIComponent(file.name.toWellFormed())}`);
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total ? loaded / total : 0),
    );
    request.addEventListener('error', () => resolve({ ok: false, reason: null }));
    request.addEventListener('abort', () => resolve({ ok: false, reason: null }));
    request.addEventListener('load', () => {
      const answer = request.response as (AttachmentDto & { detail?: string }) | null;
      if (request.status === 200 && answer?.id) resolve({ ok: true, file: answer });
      else resolve({ ok: false, reason: answer?.detail ?? null });
    });
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
