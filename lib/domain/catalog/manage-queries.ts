import { type Context, authorise } from '@/lib/core/context';
import { readDocument } from './document';
import type { CatalogueDocument, CatalogueDto } from './schema';

/** The whole catalogue for its administrators: inactive entries too, in the order of their lists. */
export async function getCatalogue(ctx: Context): Promise<CatalogueDto> {
  authorise(ctx, 'catalogue:manage');
  const { targets: _, ...catalogue } = await readDocument();
  return catalogue;
}

/** The catalogue as a file that `importCatalogue` and `loadCatalogue` read back to the same catalogue. */
export async function exportCatalogue(ctx: Context): Promise<CatalogueDocument> {
  authorise(ctx, 'catalogue:manage');
  const { settings, targets, pack, tier, service, supportCategory, priceRules } = await readDocument();
  return {
    settings,
    targets,
    packs: pack,
    tiers: tier,
    services: service,
    supportCategories: supportCategory,
    priceRules,
  };
}
