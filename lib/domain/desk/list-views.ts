import { type Context, authorise, can, caller } from '@/lib/core/context';
import { type SavedViewModel, Prisma as sql, db } from '@/lib/core/db';
import { countUpTo } from './list-desk-requests';
import { ViewFilters } from './schema';
import type { SavedViewDto } from './schema.dto';
import { filtered, isOfOpen } from './where';

/** Everybody's views, then the reader's own, each with how many open requests it holds (up to 1,001). */
export async function listViews(ctx: Context): Promise<SavedViewDto[]> {
  authorise(ctx, 'desk:read');
  const me = caller(ctx);
  const found = await db.savedView.findMany({
    where: { OR: [{ userId: null }, { userId: me }] },
    orderBy: [{ userId: { sort: 'asc', nulls: 'first' } }, { position: 'asc' }, { id: 'asc' }],
  });
  const views = found.map((view) => dto(ctx, view));
  const counted = views.filter(({ filters }) => isOfOpen(filters.view));
  const counts = await countsOf(ctx, counted);
  return views.map((view) => ({ ...view, count: counts.get(view.id) ?? null }));
}

function dto(ctx: Context, { id, name, userId, query }: SavedViewModel): SavedViewDto {
  const isShared = userId === null;
  // What an older version kept may name a filter that is gone: such a view shows the open requests.
  const filters = ViewFilters.catch(() => ViewFilters.parse({})).parse(query);
  return { id, name, isShared, mayChange: !isShared || can(ctx, 'desk:assign'), filters, count: null };
}

async function countsOf(ctx: Context, views: SavedViewDto[]): Promise<Map<string, number>> {
  if (views.length === 0) return new Map();
  const columns = views.map(({ filters }, index) =>
    countUpTo(filtered(filters, ctx), sql.raw(`"v${index}"`)),
  );
  const [row] = await db.$queryRaw<Record<string, bigint>[]>`SELECT ${sql.join(columns)}`;
  return new Map(views.map(({ id }, index) => [id, Number(row?.[`v${index}`] ?? 0)]));
}
