import { getCreditNoteUbl } from '@/lib/domain/documents/get-ubl';
import { portalRoute } from '@/lib/web/api-route';
import { textFile } from '@/lib/web/text-file';

export const GET = portalRoute(async (ctx, { params: { number = '' } }) =>
  textFile(await getCreditNoteUbl(ctx, { number }), { type: 'application/xml', name: `${number}.xml` }),
);
