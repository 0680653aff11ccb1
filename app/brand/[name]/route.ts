import { Readable } from 'node:stream';
import { readLogo } from '@/lib/domain/notifications/save-brand';
import { problem } from '@/lib/web/problem';
import { factsOf } from '@/lib/web/request-facts';

/** The picture of the brand, for whoever reads a mail: its address is its content's, so it never changes. */
export async function GET(request: Request, { params }: { params: Promise<{ name: string }> }) {
  const facts = factsOf(request.headers);
  try {
    const { stream, size, mediaType } = await readLogo((await params).name);
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': mediaType,
        'content-length': String(size),
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    return problem(error, facts.requestId, 'GET /brand');
  }
}
