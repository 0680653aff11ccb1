import { readRawMail } from '@/lib/domain/mail/queries';
import { staffRoute } from '@/lib/web/api-route';
import { fileResponse } from '@/lib/web/file-response';

// As a file to save: a browser that opened it would show its HTML.
export const GET = staffRoute(async (ctx, { params: { id = '' } }) =>
  fileResponse({ ...(await readRawMail(ctx, { mailId: id })), mediaType: 'message/rfc822' }),
);
