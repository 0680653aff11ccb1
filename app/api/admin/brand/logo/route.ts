import { saveLogo } from '@/lib/domain/notifications/save-brand';
import { brandLimits } from '@/lib/domain/notifications/schema';
import { staffRoute } from '@/lib/web/api-route';
import { readUpload } from '@/lib/web/read-upload';

/** The picture is the raw body. */
export const POST = staffRoute(async (ctx, { raw }) =>
  saveLogo(ctx, await readUpload(raw, brandLimits.logoBytes)),
);
