import { countUnreadMessages } from '@/lib/domain/support/count-unread';
import { staffRoute } from '@/lib/web/api-route';

export const GET = staffRoute(countUnreadMessages);
