import { beforeEach, expect } from 'vitest';
import { db } from '@/lib/core/db';
import { newKey } from './api-keys';
import { askAsDocumented as ask } from './api-conformance';
import { newOrganisation } from './factories';

/** Costs 2 credits an error. */
export const SERVICE = 'error-analysis';
export const good = (over: object = {}) => ({ service: SERVICE, quantity: 1, ...over });

/** A customer with a hundred credits and a key of its own, a new one for each test; and how it calls. */
export function newApiCustomer() {
  const customer = { organisationId: '', secret: '' };
  beforeEach(async () => {
    customer.organisationId = await newOrganisation({ grant: 100 });
    customer.secret = (await newKey({ organisationId: customer.organisationId })).secret;
  });

  const post = (path: string, body?: unknown, more: object = {}) =>
    ask('POST', path, { secret: customer.secret, body, ...more });
  const deduct = (body: unknown, more: object = {}) => post('/credits/deductions', body, more);
  const get = (path: string) => ask('GET', path, { secret: customer.secret });

  async function written() {
    const { organisationId } = customer;
    return {
      operations: await db.operation.count({ where: { organisationId } }),
      entries: await db.entry.count({ where: { organisationId } }),
      holds: await db.hold.count({ where: { organisationId, status: 'active' } }),
      ...(await db.wallet.findUniqueOrThrow({
        where: { organisationId },
        select: { balanceMicro: true, heldMicro: true },
      })),
    };
  }

  /** Refused with just this code, and nothing written. */
  async function expectCode(work: () => Promise<unknown>, status: number, code: string) {
    const before = await written();
    expect(await work()).toMatchObject({ status, body: { code } });
    expect(await written()).toEqual(before);
  }

  return { customer, post, deduct, get, written, expectCode };
}
