import { randomUUID } from 'node:crypto';
import { type Context, caller } from '@/lib/core/context';
import { assignRequest } from '@/lib/domain/support/assign-request';
import { fileRequest } from '@/lib/domain/support/file-request';
import { startWork } from '@/lib/domain/support/start-work';
import { ensureCatalogue, memberOf, newOrganisation, staff } from './factories';

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
