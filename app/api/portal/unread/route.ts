import { countUnreadMessages } from '@/lib/domain/support/count-unread';
import { portalRoute } from '@/lib/web/api-route';

export const GET = portalRoute(countUnreadMessages);
