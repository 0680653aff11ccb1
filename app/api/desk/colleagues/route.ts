import { listColleagues } from '@/lib/domain/desk/list-colleagues';
import { staffRoute } from '@/lib/web/api-route';

export const GET = staffRoute(listColleagues);
