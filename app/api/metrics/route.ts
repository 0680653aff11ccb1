import { AppError } from '@/lib/core/errors';
import { mayScrape, scrape } from '@/lib/web/metrics';
import { problem } from '@/lib/web/problem';
import { factsOf } from '@/lib/web/request-facts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request) {
  try {
    if (!mayScrape(request.headers.get('authorization')))
      throw new AppError('unauthenticated', 'tokenNeeded');
    const { body, contentType } = await scrape(new Date());
    return new Response(body, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
  } catch (error) {
    return problem(error, factsOf(request.headers).requestId, 'GET /api/metrics');
  }
}
