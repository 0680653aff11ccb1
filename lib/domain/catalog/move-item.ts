import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { readDocument } from './document';
import { changeCatalogue, patchItem } from './internal';
import { MoveItemInput } from './schema';

/** Moves an entry one place up or down its list; at the end of the list nothing happens. Error: `not_found`. */
export async function moveItem(ctx: Context, input: z.input<typeof MoveItemInput>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const { kind, code, direction } = parse(MoveItemInput, input);
  await changeCatalogue(async (tx) => {
    const items = (await readDocument(tx))[kind].map(({ code, position }) => ({ code, position }));
    const from = items.findIndex((item) => item.code === code);
    const moved = items[from];
    if (!moved) throw notFound();
    const to = direction === 'up' ? from - 1 : from + 1;
    if (to < 0 || to >= items.length) return;
    items.splice(from, 1);
    items.splice(to, 0, moved);
    // Numbered anew from one, which also parts entries that shared a place.
    for (const [index, item] of items.entries())
      if (item.position !== index + 1) await patchItem(tx, kind, item.code, { position: index + 1 });
    await recordAudit(tx, ctx, {
      ...{ action: 'catalogue.move', recordType: kind, recordId: code },
      ...{ before: { position: from + 1 }, after: { position: to + 1 } },
    });
  });
}
