import { reportError } from '@/lib/domain/errors/report-error';
import { ReportErrorAnswer, ReportErrorInput } from '@/lib/domain/errors/schema';
import { call } from '../call';

export const errorCalls = [
  call({
    name: 'reportError',
    group: 'errors',
    method: 'POST',
    path: '/errors',
    scope: 'support:write',
    body: ReportErrorInput.omit({ idempotencyKey: true }),
    answer: { name: 'ErrorReport', schema: ReportErrorAnswer },
    status: 201,
    errors: ['context_too_deep', 'context_number'],
    example: {
      body: {
        ...{ message: 'TypeError: total is undefined', app: 'shop', url: 'https://shop.example.com/cart' },
        ...{ stack: 'at total (cart.js:42:7)', context: { release: '2.4.1' } },
      },
      answer: {
        ...{ id: 'rep_01kahw5xd3e6mrxq06h0gz5b2n', groupId: 'err_01kahw5xd3e6mrxq06h0gz5b2m' },
        ...{ fingerprint: '5d41402abc4b2a76', count: 1 },
        requestSupportUrl: 'https://portal.example.com/support/new?error=err_01kahw5xd3e6mrxq06h0gz5b2m',
      },
    },
    run: (ctx, { body, idempotencyKey }) => reportError(ctx, { ...body, idempotencyKey }),
  }),
];
