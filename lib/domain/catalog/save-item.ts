import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { changeCatalogue, findItem, toRow } from './internal';
import { type ItemInput, type ItemKind, itemInputs } from './schema';

/**
 * Adds an entry to the catalogue at the end of its list. Errors: `invalid` with its fields, `conflict` when the code
 * is taken (by an inactive entry too: a code names one thing for good).
 */
export async function createItem<K extends ItemKind>(
  ctx: Context,
  kind: K,
  input: ItemInput<K>,
): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const code = codeOf(kind, input);
  await changeCatalogue(async (tx) => {
    if (await findItem(tx, kind, code))
      throw new AppError('conflict', 'codeTaken', { fields: { code: 'taken' } });
    await write(tx, kind, input, true);
    const after = await findItem(tx, kind, code);
    await recordAudit(tx, ctx, {
      action: 'catalogue.create',
      recordType: kind,
      recordId: code,
      after: after ?? undefined,
    });
  });
}

/**
 * Replaces an entry. What was bought under it keeps its own copy of name, credits and price. Errors: `not_found`,
 * `invalid` with its fields, `conflict` when no free tier would be left.
 */
export async function updateItem<K extends ItemKind>(
  ctx: Context,
  kind: K,
  input: ItemInput<K>,
): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const code = codeOf(kind, input);
  await changeCatalogue(async (tx) => {
    const before = await findItem(tx, kind, code);
    if (!before) throw notFound();
    await write(tx, kind, input, false);
    const after = await findItem(tx, kind, code);
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await recordAudit(tx, ctx, {
      ...{ action: 'catalogue.update', recordType: kind, recordId: code },
      ...{ before, after: after ?? undefined },
    });
  });
}

/** Refuses a wrong entry before anything is opened. */
function codeOf(kind: ItemKind, input: unknown): string {
  const schema: z.ZodType<{ code: string }> = itemInputs[kind];
  return parse(schema, input).code;
}

async function write(tx: Tx, kind: ItemKind, input: unknown, isNew: boolean): Promise<void> {
  switch (kind) {
    case 'pack': {
      const { data, prices: create } = toRow.pack(parse(itemInputs.pack, input));
      const replaced = { ...data, prices: { deleteMany: {}, create } };
      await (isNew
        ? tx.pack.create({ data: { ...data, prices: { create } } })
        : tx.pack.update({ where: { code: data.code }, data: replaced }));
      return;
    }
    case 'tier': {
      const { data, prices: create } = toRow.tier(parse(itemInputs.tier, input));
      const replaced = { ...data, prices: { deleteMany: {}, create } };
      await (isNew
        ? tx.tier.create({ data: { ...data, prices: { create } } })
        : tx.tier.update({ where: { code: data.code }, data: replaced }));
      return;
    }
    case 'service': {
      const data = toRow.service(parse(itemInputs.service, input));
      await (isNew ? tx.service.create({ data }) : tx.service.update({ where: { code: data.code }, data }));
      return;
    }
    case 'supportCategory': {
      const { data, prices: create } = toRow.supportCategory(parse(itemInputs.supportCategory, input));
      const replaced = { ...data, prices: { deleteMany: {}, create } };
      await (isNew
        ? tx.supportCategory.create({ data: { ...data, prices: { create } } })
        : tx.supportCategory.update({ where: { code: data.code }, data: replaced }));
    }
  }
}
