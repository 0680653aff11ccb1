import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { anonymous, ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { listCustomers } from './list-customers';
import { getCustomer, listPurchasesOf, listRequestsOf } from './queries';
import { setCustomerClass } from './set-customer-class';

const rename = (id: string, name: string) => db.organisation.update({ where: { id }, data: { name } });

beforeAll(() => ensureCatalogue());

describe('listCustomers', () => {
  it('finds by name and by a member’s address, and shows balance and tier', async () => {
    const finance = await staff(['finance']);
    const id = await newOrganisation({ freeTier: true });
    const owner = await memberOf(id);
    await rename(id, '100% Hyacinth_Works');
    const ownerId = 'userId' in owner.actor ? owner.actor.userId : '';
    const { email } = await db.user.findUniqueOrThrow({ where: { id: ownerId } });
    for (const q of ['hyacinth', email.toUpperCase(), '100% h', 'th_w', id]) {
      const { customers } = await listCustomers(finance, { q });
      expect(
        customers.map((customer) => customer.id),
        q,
      ).toEqual([id]);
      expect(customers[0]).toMatchObject({
        tier: 'Free',
        balanceMicro: '20000000',
        heldMicro: '0',
        owner: { email },
      });
    }
    for (const q of ['hyacinthXworks', '%%%', "' OR 1=1"])
      expect((await listCustomers(finance, { q })).customers).toEqual([]);
  });

  it('pages without a gap or a repeat', async () => {
    const finance = await staff(['finance']);
    for (let nth = 0; nth < 30; nth++) await rename(await newOrganisation(), 'Paged Ltd');
    const first = await listCustomers(finance, { q: 'paged' });
    const second = await listCustomers(finance, { q: 'paged', after: present(first.next) });
    expect([first.customers.length, second.customers.length]).toEqual([25, 5]);
    expect(new Set([...first.customers, ...second.customers].map(({ id }) => id)).size).toBe(30);
    await expect(listCustomers(finance, { after: 'org_1' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('getCustomer', () => {
  it('shows members and subscription', async () => {
    const id = await newOrganisation({ freeTier: true });
    await memberOf(id, 'billing');
    const customer = await getCustomer(await staff(['finance']), id);
    expect(customer).toMatchObject({ id, subscription: { tier: 'Free', status: 'active' }, paid: [] });
    expect(customer.members.map(({ role }) => role)).toEqual(['billing']);
  });

  it('knows no unknown and no malformed id', async () => {
    const finance = await staff(['finance']);
    for (const id of ['org_', '../x', 'a\u0000'])
      for (const read of [getCustomer, listPurchasesOf, listRequestsOf])
        await expect(read(finance, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getCustomer(finance, newId('organisation'))).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('setCustomerClass', () => {
  it('changes the class once and audits it', async () => {
    const organisationId = await newOrganisation();
    const admin = await staff(['admin']);
    await setCustomerClass(admin, { organisationId, customerClass: 'vip' });
    await setCustomerClass(admin, { organisationId, customerClass: 'vip' });
    expect((await getCustomer(admin, organisationId)).customerClass).toBe('vip');
    const events = await db.auditEvent.findMany({
      where: { recordId: organisationId, action: 'customer.class' },
    });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      before: { customerClass: 'standard' },
      after: { customerClass: 'vip' },
      organisationId,
    });
  });

  it('refuses what it does not know', async () => {
    const admin = await staff(['admin']);
    const organisationId = await newOrganisation();
    await expect(
      setCustomerClass(admin, { organisationId, customerClass: 'gold' as 'vip' }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      setCustomerClass(admin, { organisationId: newId('organisation'), customerClass: 'vip' }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('who may', () => {
  it('finance reads, an admin changes, others neither', async () => {
    const organisationId = await newOrganisation();
    await expect(
      setCustomerClass(await staff(['finance']), { organisationId, customerClass: 'vip' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    for (const ctx of [await staff(['agent', 'expert']), await memberOf(organisationId)]) {
      const refused = { code: 'forbidden' };
      await expect(setCustomerClass(ctx, { organisationId, customerClass: 'vip' })).rejects.toMatchObject(
        refused,
      );
      await expect(listCustomers(ctx)).rejects.toMatchObject(refused);
      await expect(getCustomer(ctx, organisationId)).rejects.toMatchObject(refused);
      await expect(listPurchasesOf(ctx, organisationId)).rejects.toMatchObject(refused);
      await expect(listRequestsOf(ctx, organisationId)).rejects.toMatchObject(refused);
    }
    await expect(listCustomers(anonymous())).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
