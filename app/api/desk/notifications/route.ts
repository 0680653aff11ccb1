import { listNotifications } from '@/lib/domain/notifications/bell';
import { staffRoute } from '@/lib/web/api-route';

/** The newest ones that rang for the caller as staff, for the bell. */
export const GET = staffRoute((ctx) => listNotifications(ctx));
