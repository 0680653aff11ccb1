import type { ApiWorld, Change } from '../api-part';
import { missingResource } from '../faults';
import type { Params } from '../params';
import type { SavedReply } from '../records';
import { advance } from './advance';
import type { BillingRecord } from './records';
import { BillingWork } from './work';

/** Opens a customer's billing as it stands this moment: what fell due before has happened. */
export function workOn(world: ApiWorld, customer: string): BillingWork {
  const work = new BillingWork(world.store, customer, world.now());
  advance(work, work.at);
  return work;
}

/** The customer whose record holds something. */
export function ownerOf(
  world: ApiWorld,
  kind: string,
  id: string,
  holds: (record: BillingRecord) => boolean,
): string {
  const found = [...world.store.billing.values()].find(holds);
  if (!found) throw missingResource(kind, id);
  return found.customer;
}

export const commits = (work: BillingWork, value: unknown, after?: () => void): Change => ({
  value,
  commit: (replies: SavedReply[]) => {
    work.commit(replies);
    after?.();
  },
});

/** The paths that a call may expand here; Stripe refuses any other. */
export const readExpand = (params: Params, prefix = ''): ReadonlySet<string> =>
  new Set(
    params
      .texts('expand')
      .map((path) => (prefix && path.startsWith(prefix) ? path.slice(prefix.length) : path)),
  );

/** What a read sees: everything that fell due by now has happened, and is kept. */
export function current(world: ApiWorld, customer: string): BillingWork {
  const work = workOn(world, customer);
  work.commitIfMoved();
  return work;
}
