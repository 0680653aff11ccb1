import { beforeAll, describe, expect, it } from 'vitest';
import { tenant } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { ensureCatalogue, memberOf } from '@/lib/testing/factories';
import { customer, everyPage, fileMany, newRequest } from '@/lib/testing/requests';
import { countRequests, getRequest, listRequests } from './queries';
import { withdrawRequest } from './withdraw-request';

beforeAll(() => ensureCatalogue());

describe('listRequests', () => {
  it('pages through everything once, newest first, in its tab', async () => {
    const member = await customer(5_000);
    await fileMany(member, 60);
    const rows = await everyPage((after) => listRequests(member, { after }));
    expect(rows.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 60 }, (_, index) => `Request ${59 - index}`),
    );
    await withdrawRequest(member, { requestId: rows[0]?.id ?? '' });
    expect((await listRequests(member, { tab: 'cancelled' })).rows).toHaveLength(1);
    expect(await countRequests(member)).toEqual({ all: 60, open: 59, waiting: 0, resolved: 0, cancelled: 1 });
  });

  it('shows nobody else’s, and takes no forged cursor', async () => {
    const { requestId } = await newRequest();
    const stranger = await customer();
    expect((await listRequests(stranger, {})).rows).toEqual([]);
    await expect(getRequest(stranger, { requestId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getRequest(stranger, { requestId: newId('request') })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(getRequest(stranger, { requestId: `${requestId}' OR 1=1` })).rejects.toMatchObject({
      code: 'not_found',
    });
    const forged = Buffer.from('["yesterday","req_x"]').toString('base64url');
    for (const after of ['x', forged, 'bm9uZQ']) {
      await expect(listRequests(stranger, { after })).rejects.toMatchObject({ reason: 'badCursor' });
    }
  });
});

it('keeps the organisation of a colleague’s request', async () => {
  const { member, requestId } = await newRequest();
  const colleague = await memberOf(tenant(member), 'billing');
  expect(await getRequest(colleague, { requestId })).toMatchObject({
    id: requestId,
    may: { reply: true, cancel: true },
  });
});
