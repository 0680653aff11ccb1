import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { fileResponse } from './file-response';
import { readUpload } from './read-upload';

const post = (body: BodyInit | null, length?: number) =>
  new Request('http://localhost/', {
    method: 'POST',
    body,
    headers: length === undefined ? {} : { 'content-length': String(length) },
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);

function drip(chunks: number, onCancel: () => void = () => undefined) {
  let left = chunks;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new Uint8Array(10));
      else controller.close();
    },
    cancel: onCancel,
  });
}

describe('readUpload', () => {
  it('reads what was told', async () => {
    expect((await readUpload(post(drip(3), 30), 30)).byteLength).toBe(30);
  });

  it('stops at the first byte too many, whatever was told', async () => {
    let isCancelled = false;
    const endless = drip(Number.POSITIVE_INFINITY, () => (isCancelled = true));
    await expect(readUpload(post(endless, 30), 30)).rejects.toMatchObject({ code: 'too_large' });
    expect(isCancelled).toBe(true);
    await expect(readUpload(post(drip(1), 31), 30)).rejects.toMatchObject({ code: 'too_large' });
  });

  it('refuses a body that was cut off or whose length is not told', async () => {
    await expect(readUpload(post(drip(2), 30), 30)).rejects.toMatchObject({ reason: 'uploadCut' });
    await expect(readUpload(post(drip(2)), 30)).rejects.toMatchObject({ reason: 'uploadCut' });
    await expect(readUpload(post(null), 30)).rejects.toMatchObject({ reason: 'uploadCut' });
  });
});

describe('fileResponse', () => {
  const serve = (fileName: string, mediaType: string) =>
    fileResponse({ fileName, mediaType, size: 2, stream: Readable.from([Buffer.from('ab')]) });

  it('is saved, whatever it is', async () => {
    for (const type of ['image/png', 'application/pdf', 'text/plain', 'application/zip']) {
      expect(serve('a', type).headers.get('content-disposition')).toMatch(/^attachment;/);
    }
    expect(await serve('a.log', 'text/plain').text()).toBe('ab');
  });

  it('lets a name break no header and a file run nothing', () => {
    const { headers } = serve('ża"; x=\\%.log', 'text/plain');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="_a_; x=__.log"; filename*=UTF-8''%C5%BCa%22%3B%20x%3D%5C%25.log`,
    );
    expect(headers.get('content-security-policy')).toContain("sandbox; default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-store');
  });
});
