import type { z } from 'zod';
import { authorise, caller, type Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { ProfileInput } from './schema';

/** Changes one's own name. Errors: `forbidden`, `invalid`. */
export async function updateProfile(ctx: Context, input: z.input<typeof ProfileInput>): Promise<void> {
  authorise(ctx, 'account:self');
  const { name } = parse(ProfileInput, input);
  await db.user.update({ where: { id: caller(ctx) }, data: { name } });
}
