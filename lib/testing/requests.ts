import { randomUUID } from 'node:crypto';
import { type Context, caller } from '@/lib/core/context';
import { assignRequest } from '@/lib/domain/support/assign-request';
import { fileRequest } from '@/lib/domain/support/file-request';
import { startWork } from '@/lib/domain/support/start-work';
import { NOW, ensureCatalogue, memberOf, newOrganisation, staff } from './factories';

/** A complete filing; «Something is broken» at normal urgency costs 25 credits in `saas-credits`. */
export const filing = (over: Partial<Parameters<typeof fileRequest>[1]> = {}) => ({
  token: randomUUID(),
  category: 'bug',
  serviceAffected: 'Checkout',
  subject: 'The checkout fails',
  description: 'Since this morning every checkout ends in an **error**.',
  attachments: [],
  urgency: 'normal' as const,
  price: '25',
  ...over,
});

/** A customer with credits, ready to file. */
export async function customer(credits = 1_000): Promise<Context> {
  await ensureCatalogue();
  return memberOf(await newOrganisation({ grant: credits }));
}

/** A new request of a new customer. */
export async function newRequest(over: Partial<Parameters<typeof fileRequest>[1]> = {}) {
  const member = await customer();
  const { requestId, number } = await fileRequest(member, filing(over));
  return { member, requestId, number };
}

/** A request that an expert has: assigned, or in work. */
export async function assignedRequest({ inWork = false } = {}) {
  const filed = await newRequest();
  const [expert, agent] = [await staff(['expert']), await staff(['agent'])];
  const { requestId } = filed;
  await assignRequest(agent, { requestId, expertId: caller(expert), fromExpertId: null });
  if (inWork) await startWork(expert, { requestId });
  return { ...filed, expert, agent };
}

/** Files `count` questions a minute apart; every third is high, every fifth critical. */
export async function fileMany(member: Context, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const urgency = index % 5 === 0 ? 'critical' : index % 3 === 0 ? 'high' : 'normal';
    const price = { critical: '15', high: '12', normal: '10' }[urgency];
    const now = new Date(NOW.getTime() + index * 60_000);
    const one = filing({ category: 'question', urgency, price, subject: `Request ${index}` });
    await fileRequest({ ...member, now }, one);
  }
}

/** The rows of all pages of a list. */
export async function everyPage<T>(
  page: (after?: string) => Promise<{ rows: T[]; next: string | null }>,
): Promise<T[]> {
  const rows: T[] = [];
  for (let after: string | undefined; ;) {
    const found = await page(after);
    rows.push(...found.rows);
    if (!found.next) return rows;
    after = found.next;
  }
}
