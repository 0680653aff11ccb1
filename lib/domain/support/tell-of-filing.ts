import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { announce } from '@/lib/domain/notifications/announce';
import { readStaff } from '@/lib/domain/notifications/read-staff';
import { buyersOf, customersOf } from './customers-of';
import { customerUrl } from './internal';

type Filed = {
  organisationId: string;
  id: string;
  openedById: string | null;
  contactId: string | null;
  number: string;
  subject: string;
  status: 'new' | 'unpaid';
  priceMicro: bigint;
};

/**
 * Tells whoever filed a request that it is here, held and begun or waiting to be paid; the desk of one that begins, and
 * of one that waits also those who can pay it, unless one of them filed it.
 */
export async function tellOfFiling(tx: Tx, ctx: Context, filed: Filed): Promise<void> {
  const { organisationId, id, number, subject, priceMicro, status } = filed;
  const to = await customersOf(tx, ctx, filed);
  const about = { organisationId, requestId: id };
  const props = { number, subject, url: customerUrl(id) };
  const path = `/support/requests/${id}`;
  const price = priceMicro.toString();
  if (status === 'unpaid') {
    const buyers = await buyersOf(tx, organisationId);
    const isKnown = to.some(({ userId }) => buyers.some((buyer) => buyer.userId === userId));
    await announce(tx, ctx, {
      ...{ ...about, event: 'requestUnpaid', path, values: { number, subject } },
      to: isKnown ? to : [...to, ...buyers],
      mail: () => ({ template: 'request-unpaid', props: { ...props, priceMicro: price } }),
      key: `request-unpaid:${id}`,
    });
    return;
  }
  await announce(tx, ctx, {
    ...{ ...about, event: 'requestReceived', to, path, values: { number, subject } },
    // One that is quoted holds nothing yet: its mail says that it came, and no more.
    ...(priceMicro > 0n && {
      mail: () => ({ template: 'request-received' as const, props: { ...props, heldMicro: price } }),
    }),
    key: `request-received:${id}`,
  });
  const { name: organisation } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { name: true },
  });
  await announce(tx, ctx, {
    ...{ ...about, event: 'newRequest', to: await readStaff(tx), path: `/desk/requests/${id}` },
    values: { number, subject, organisation },
    key: `new-request:${id}`,
  });
}
