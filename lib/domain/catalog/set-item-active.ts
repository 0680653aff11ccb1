import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { changeCatalogue, findItem, patchItem } from './internal';
import { SetItemActiveInput } from './schema';

/**
 * Takes an entry off the shelf or puts it back. Nothing that was bought or agreed under it changes; doing it twice is
 * doing it once. Errors: `not_found`, `conflict` when no free tier would be left.
 */
export async function setItemActive(ctx: Context, input: z.input<typeof SetItemActiveInput>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const { kind, code, active } = parse(SetItemActiveInput, input);
  await changeCatalogue(async (tx) => {
    const item = await findItem(tx, kind, code);
    if (!item) throw notFound();
    if (item.active === active) return;
    await patchItem(tx, kind, code, { active });
    await recordAudit(tx, ctx, {
      action: active ? 'catalogue.activate' : 'catalogue.deactivate',
      ...{ recordType: kind, recordId: code },
      ...{ before: { active: !active }, after: { active } },
    });
  });
}
