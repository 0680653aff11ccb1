import { listInboxCategories } from '@/lib/domain/inbox/write-inbox';
import { embedRoute } from '@/lib/web/embed-route';

/** Who speaks, as the token says, and what a new request may be about. */
export const GET = embedRoute(async (scope) => ({
  ...{ email: scope.email, isAdmin: scope.isAdmin },
  categories: await listInboxCategories(scope),
}));
