import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { getSetting } from '@/lib/domain/catalog/queries';
import { thresholdDto, thresholdsOf } from './rules';
import { SaveWarningPreferencesInput, type WarningPreferencesDto } from './schema';

const own = (ctx: Context) => ({
  organisationId_userId: { organisationId: tenant(ctx), userId: caller(ctx) },
});

/** Which warnings reach the caller, and the thresholds there are, the most severe first. */
export async function getWarningPreferences(ctx: Context): Promise<WarningPreferencesDto> {
  authorise(ctx, 'credits:read');
  const [member, settings] = await Promise.all([
    db.member.findUnique({ where: own(ctx) }),
    getSetting('catalogue'),
  ]);
  if (!member) throw notFound();
  const thresholds = thresholdsOf(settings).map(thresholdDto);
  const told = thresholds.map(({ key }) => key).filter((key) => !member.mutedWarnings.includes(key));
  return { warnByEmail: member.warnByEmail, told, thresholds };
}

/** Says which warnings reach the caller. Errors: `invalid`. */
export async function saveWarningPreferences(
  ctx: Context,
  input: z.input<typeof SaveWarningPreferencesInput>,
): Promise<void> {
  authorise(ctx, 'credits:read');
  const { warnByEmail, told } = parse(SaveWarningPreferencesInput, input);
  const thresholds = thresholdsOf(await getSetting('catalogue')).map(({ key }) => key);
  const mutedWarnings = thresholds.filter((key) => !told.includes(key));
  await db.member.update({ where: own(ctx), data: { warnByEmail, mutedWarnings } });
}
