import { grantByKey } from '@/lib/domain/wallet/grant-by-key';
import { GrantByKeyInput, GrantDto } from '@/lib/domain/wallet/schema';
import { call } from '../call';
import { at, ids } from './examples';

export const grantCalls = [
  call({
    name: 'grantCredits',
    group: 'credits',
    method: 'POST',
    path: '/credits/grants',
    scope: 'credits:grant',
    body: GrantByKeyInput.omit({ idempotencyKey: true }),
    answer: { name: 'Grant', schema: GrantDto },
    status: 201,
    idempotency: 'required',
    errors: [],
    example: {
      body: { credits: '50', reason: 'Thanks for the bug report' },
      answer: {
        ...{ id: ids.operation, lotId: ids.lot, credits: '50', balance: '300', available: '280' },
        ...{ expiresAt: null, createdAt: at.now },
      },
    },
    run: (ctx, { body, idempotencyKey }) => grantByKey(ctx, { ...body, idempotencyKey }),
  }),
];
