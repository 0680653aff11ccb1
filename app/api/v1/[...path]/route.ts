import { handle } from '@/lib/web/api/handle';
import { factsOf } from '@/lib/web/request-facts';

export const dynamic = 'force-dynamic';

const door = (request: Request) => handle(request, factsOf(request.headers));

export {
  door as GET,
  door as HEAD,
  door as POST,
  door as PUT,
  door as PATCH,
  door as DELETE,
  door as OPTIONS,
};
