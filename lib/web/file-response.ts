import { Readable } from 'node:stream';
import { FILE_POLICY } from './security-headers';

type ServedFile = { fileName: string; mediaType: string; size?: number; stream: Readable };

/**
 * Somebody else's file: never sniffed, never run, never cached for others, and opened by itself only ever saved. Our
 * own pages show pictures and PDFs all the same: how it is served does not bind who asks for its bytes.
 */
export function fileResponse({ fileName, mediaType, size, stream }: ServedFile): Response {
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
      ...(size === undefined ? {} : { 'Content-Length': String(size) }),
      'Content-Disposition': `attachment; filename="${asciiName(fileName)}"; filename*=UTF-8''${encodeName(fileName)}`,
      'Content-Security-Policy': FILE_POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
}

/** For clients that do not know filename*. */
const asciiName = (name: string) => name.replace(/[^\x20-\x7e]|["\\%]/g, '_');

/** RFC 8187: encodeURIComponent leaves four characters that the header does not allow. */
const encodeName = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
