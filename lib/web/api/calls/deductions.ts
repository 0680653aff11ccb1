import { z } from 'zod';
import { checkCredits } from '@/lib/domain/wallet/check-credits';
import { deductCredits } from '@/lib/domain/wallet/deduct-credits';
import { returnDeduction } from '@/lib/domain/wallet/return-deduction';
import {
  CheckCreditsInput,
  CheckDto,
  DeductCreditsInput,
  DeductionDto,
  ReturnDeductionInput,
  ReturnDto,
} from '@/lib/domain/wallet/schema';
import { call } from '../call';
import { afterwards, at, costed, ids, service } from './examples';
import { priceCodes, quantityCodes, spendCodes } from './spend-codes';

const common = { group: 'credits', method: 'POST', scope: 'credits:spend' } as const;

export const deductionCalls = [
  call({
    ...common,
    name: 'checkCredits',
    path: '/credits/check',
    scope: 'credits:read',
    body: CheckCreditsInput,
    answer: { name: 'Check', schema: CheckDto },
    status: 200,
    errors: [...priceCodes],
    example: {
      body: { service: service.service, quantity: 100 },
      answer: { allowed: true, cost: '20', available: '250', shortfall: '0' },
    },
    run: (ctx, { body }) => checkCredits(ctx, body),
  }),
  call({
    ...common,
    name: 'deductCredits',
    path: '/credits/deductions',
    body: DeductCreditsInput.omit({ idempotencyKey: true }),
    answer: { name: 'Deduction', schema: DeductionDto },
    status: 201,
    idempotency: 'required',
    errors: [...spendCodes],
    example: {
      body: { service: service.service, quantity: 100, reference: 'run-88' },
      answer: {
        ...{ id: ids.operation, ...service, ...costed, shortfall: '0', owed: '0', balance: '230' },
        ...{ available: '230', reference: 'run-88', metadata: null, createdAt: at.now },
      },
    },
    run: (ctx, { body, idempotencyKey }) => deductCredits(ctx, { ...body, idempotencyKey }),
  }),
  call({
    ...common,
    name: 'returnDeduction',
    path: '/credits/deductions/{id}/return',
    params: z.object({ id: ReturnDeductionInput.shape.deductionId }),
    body: ReturnDeductionInput.pick({ quantity: true }),
    answer: { name: 'Return', schema: ReturnDto },
    status: 201,
    idempotency: 'required',
    errors: [...quantityCodes, 'more_than_left', 'not_priced'],
    example: {
      params: { id: ids.operation },
      body: { quantity: 50 },
      answer: {
        ...{ id: 'op_01kahw5xd3e6mrxq06h0gz5b2s', deductionId: ids.operation, returned: '10', forgiven: '0' },
        ...{ lots: [{ id: ids.lot, credits: '10' }], createdAt: at.now, ...afterwards },
      },
    },
    run: (ctx, { params: { id }, body, idempotencyKey }) =>
      returnDeduction(ctx, { ...body, deductionId: id, idempotencyKey }),
  }),
];
