import { openDeskLive } from '@/lib/domain/live/open-live';
import { staffRoute } from '@/lib/web/api-route';
import { liveAnswer } from '@/lib/web/live-route';

/** What changes on the desk, and in the caller's bell; 503 while that is not known, and pages poll. */
export const GET = staffRoute(liveAnswer(openDeskLive));
