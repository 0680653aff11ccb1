import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import type { RequestSummaryDto } from './schema.dto';
import { summaryDto, summaryFields } from './thread';

type Undecided = { quoted: RequestSummaryDto[]; unpaid: RequestSummaryDto[] };

/** Requests whose next word is the customer's money: a price to be decided, or one to be paid. The newest first. */
export async function listUndecided(ctx: Context, take = 3): Promise<Undecided> {
  authorise(ctx, 'support:read');
  const organisationId = tenant(ctx);
  const select = summaryFields;
  const orderBy = { createdAt: 'desc' } as const;
  const [quoted, unpaid] = await Promise.all([
    db.request.findMany({
      where: { organisationId, quotes: { some: { status: 'proposed' } } },
      ...{ select, orderBy, take },
    }),
    db.request.findMany({ where: { organisationId, status: 'unpaid' }, select, orderBy, take }),
  ]);
  return { quoted: quoted.map(summaryDto), unpaid: unpaid.map(summaryDto) };
}
