import { countInboxUnread } from '@/lib/domain/inbox/unread';
import { embedRoute } from '@/lib/web/embed-route';

export const GET = embedRoute(async (scope) => ({ unread: await countInboxUnread(scope) }));
