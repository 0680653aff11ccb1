import { getInboxRequest } from '@/lib/domain/inbox/read-inbox';
import { embedRoute } from '@/lib/web/embed-route';

export const GET = embedRoute((scope, _, { params }) => getInboxRequest(scope, params.number ?? ''));
