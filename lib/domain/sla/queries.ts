import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { readPolicy } from './internal';
import { levelsOf } from './levels';
import { readOffered } from './read-promises';
import type { LevelsDto, OfferedPromisesDto } from './schema.dto';

/** What is promised to whoever files now, by urgency, and when the desk works; null where nothing is. */
export async function getOffered(ctx: Context): Promise<OfferedPromisesDto | null> {
  authorise(ctx, 'support:read');
  return readOffered(ctx.now);
}

/** What is in force, for the administrators who change it. */
export async function getLevels(ctx: Context): Promise<LevelsDto> {
  authorise(ctx, 'catalogue:manage');
  return levelsOf(await readPolicy(db, ctx.now));
}
