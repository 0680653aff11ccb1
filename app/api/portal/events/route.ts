import { openLive } from '@/lib/domain/live/open-live';
import { portalRoute } from '@/lib/web/api-route';
import { liveAnswer } from '@/lib/web/live-route';

/** What changes in the caller's organisation, as it changes; 503 while that is not known, and pages poll. */
export const GET = portalRoute(liveAnswer(openLive));
