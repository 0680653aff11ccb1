import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import type { ColleagueDto } from './schema.dto';

/** Everybody on the desk, whom a note can name, by name. */
export async function listColleagues(ctx: Context): Promise<ColleagueDto[]> {
  authorise(ctx, 'desk:read');
  return db.user.findMany({
    where: { deactivatedAt: null, staffRoles: { hasSome: ['expert', 'agent', 'admin'] } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 1_000,
  });
}
