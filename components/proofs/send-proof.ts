import type { ActionResult } from '@/components/ui/action-result';

export type StatedProof = { amount: string; on: string; reference: string };

type Problem = { code?: string; detail?: string; fields?: Record<string, string>; requestId?: string };

/**
 * Sends one file as the raw body, and what is stated about it in the address: fetch cannot tell how far an upload is, so
 * this is XMLHttpRequest. The server's own words come back; `network` when it could not be reached.
 */
export function sendProof(
  address: string,
  file: File,
  stated: StatedProof,
  onProgress: (share: number) => void,
): Promise<ActionResult<unknown>> {
  const query = new URLSearchParams({ name: file.name.toWellFormed(), ...stated });
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${address}?${query.toString()}`);
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total ? loaded / total : 0),
    );
    const lost = () => resolve({ ok: false, error: { code: 'network', message: '' } });
    request.addEventListener('error', lost);
    request.addEventListener('abort', lost);
    request.addEventListener('load', () => {
      const answer = request.response as Problem | null;
      if (request.status === 200) return resolve({ ok: true, data: answer });
      const { code = 'internal', detail = '', fields, requestId } = answer ?? {};
      resolve({ ok: false, error: { code, message: detail, fields, requestId } });
    });
    request.send(file);
  });
}
