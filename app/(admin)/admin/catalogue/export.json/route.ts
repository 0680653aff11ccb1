import { exportCatalogue } from '@/lib/domain/catalog/manage-queries';
import { staffRoute } from '@/lib/web/api-route';

/** The catalogue as the file that an import reads back. */
export const GET = staffRoute(async (ctx) => {
  const catalogue = await exportCatalogue(ctx);
  return new Response(`${JSON.stringify(catalogue, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="catalogue-${catalogue.settings.catalogue.replaceAll(/[^\w-]/g, '-')}.json"`,
      'cache-control': 'no-store',
    },
  });
});
