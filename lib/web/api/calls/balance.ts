import { BalanceAnswer } from '@/lib/domain/overview/balance-schema';
import { getBalance } from '@/lib/domain/overview/get-balance';
import { call } from '../call';

export const balanceCalls = [
  call({
    name: 'getBalance',
    group: 'credits',
    method: 'GET',
    path: '/credits/balance',
    scope: 'credits:read',
    answer: { name: 'Balance', schema: BalanceAnswer },
    status: 200,
    errors: [],
    example: {
      answer: {
        ...{ balance: '250', held: '20', available: '230' },
        allowance: { tier: 'Starter', used: '150', total: '200', resetsAt: '2026-12-01T00:00:00.000Z' },
        lots: [
          {
            ...{ id: 'lot_01kahw5xd3e6mrxq06h0gz5b2n', source: 'purchase', granted: '250', remaining: '230' },
            ...{ effectiveAt: '2026-11-01T09:00:00.000Z', expiresAt: null },
          },
        ],
        forecast: { pacePerDay: '12.5', runsOutAt: '2026-12-10T00:00:00.000Z' },
      },
    },
    run: (ctx) => getBalance(ctx),
  }),
];
