import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { filing } from '@/lib/testing/requests';
import { builtActions, post, resultOf } from '../fixtures/actions';
import { type Cast, newCast } from '../fixtures/cast';
import { type Answer, ask } from '../fixtures/http';
import { newCustomer } from '../fixtures/people';
import { fileAs } from '../fixtures/requests';
import { expect, test } from '../fixtures/test';
import { expectGuarded } from './guarded';

let cast: Cast;
test.beforeAll(async () => {
  cast = await newCast();
});

test.describe('other tenants', () => {
  /** Everything an answer says, in whatever order the page was streamed, but for its ids, nonces and instants. */
  const said = ({ status, headers, body }: Answer, ...secrets: string[]) => {
    const text = secrets
      .reduce((left, secret) => left.replaceAll(secret, 'ID'), body)
      .replaceAll(String(headers['x-request-id']), 'REQUEST')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT')
      .replaceAll(/nonce[\\"=:]+[\w+/=]+/g, 'NONCE');
    const names = Object.keys(headers).filter((name) => name !== 'content-length');
    return { status, names: names.toSorted(), words: [...new Set(text.match(/[A-Za-z_]{4,}/g))].toSorted() };
  };

  test('their ids and unknown ids are the same 404', async () => {
    const stranger = await newCustomer({ grant: 80 });
    const { requestId } = await fileAs(stranger, filing());
    const upload = await ask('POST', '/api/portal/attachments?name=a.txt', { as: stranger, body: 'plain' });
    const { id: attachmentId } = JSON.parse(upload.body) as { id: string };
    const purchase = await db.purchase.create({
      data: {
        ...{ organisationId: stranger.organisationId, id: newId('purchase'), createdById: stranger.userId },
        ...{ packCode: 'pack-100', packName: '100 credits', creditsMicro: 100_000_000n, currency: 'USD' },
        ...{ listPriceMinor: 1_000n, totalMinor: 1_000n, factors: [], status: 'cancelled' },
        ...{ createdAt: new Date(), expiresAt: new Date(), closedAt: new Date() },
      },
    });
    const pairs: [path: string, theirs: string, unknown: string][] = [
      ['/support/requests/', requestId, newId('request')],
      ['/api/portal/support/requests/', requestId, newId('request')],
      ['/credits/purchases/', purchase.id, newId('purchase')],
      ['/api/portal/purchases/', purchase.id, newId('purchase')],
      ['/api/portal/attachments/', attachmentId, newId('attachment')],
    ];
    for (const [path, theirs, unknown] of pairs) {
      const other = await ask('GET', path + theirs, { as: cast.owner });
      const none = await ask('GET', path + unknown, { as: cast.owner });
      expect(other.status, path).toBe(404);
      expectGuarded(other, path);
      expect(said(other, theirs), path).toEqual(said(none, unknown));
    }
  });

  test('actions on their ids and on unknown ids are refused in the same words', async () => {
    const stranger = await newCustomer({ grant: 80 });
    const { requestId } = await fileAs(stranger, filing());
    const cases: [name: string, input: (id: string) => object, theirs: string, unknown: string][] = [
      ['(portal)/support/actions.ts#withdraw', (id) => ({ requestId: id }), requestId, newId('request')],
      [
        '(portal)/support/actions.ts#rate',
        (id) => ({ requestId: id, score: 5 }),
        requestId,
        newId('request'),
      ],
      [
        '(portal)/support/actions.ts#reply',
        (id) => ({ requestId: id, messageId: newId('message'), body: 'Hello there' }),
        ...([requestId, newId('request')] as const),
      ],
      ['(portal)/settings/actions.ts#removeMember', (id) => ({ userId: id }), stranger.userId, newId('user')],
      [
        'app/session-actions.ts#switchOrganisation',
        (id) => ({ organisationId: id }),
        ...([stranger.organisationId, newId('organisation')] as const),
      ],
    ];
    for (const [name, input, theirs, unknown] of cases) {
      const action = builtActions().find((one) => one.name.endsWith(name));
      if (!action) throw new Error(`there is no ${name}`);
      const answers = [];
      for (const id of [theirs, unknown]) {
        const result = resultOf(await post(action, cast.owner, JSON.stringify([input(id)])));
        const { requestId: _, ...error } = result?.error ?? { code: 'none', requestId: '' };
        answers.push(error);
      }
      expect(answers[0], name).toMatchObject({ code: 'not_found' });
      expect(answers[0], name).toEqual(answers[1]);
    }
    expect(await db.request.count({ where: { id: requestId, status: 'new' } })).toBe(1);
  });
});
