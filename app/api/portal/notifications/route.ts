import { listNotifications } from '@/lib/domain/notifications/bell';
import { portalRoute } from '@/lib/web/api-route';

/** The newest ones that rang for the caller as a member, for the bell. */
export const GET = portalRoute((ctx) => listNotifications(ctx));
