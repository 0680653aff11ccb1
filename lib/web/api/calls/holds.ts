import { z } from 'zod';
import { captureCredits, getHold, holdCredits, releaseCredits } from '@/lib/domain/wallet/hold-credits';
import {
  CaptureCreditsInput,
  CaptureDto,
  HeldDto,
  HoldAnswerDto,
  HoldCreditsInput,
  ReleaseDto,
} from '@/lib/domain/wallet/schema';
import { call } from '../call';
import { afterwards, at, costed, ids, service } from './examples';
import { quantityCodes, spendCodes } from './spend-codes';

const params = z.object({ id: CaptureCreditsInput.shape.holdId });
const ended = ['hold_captured', 'hold_released', 'hold_expired'] as const;
const common = { group: 'holds', scope: 'credits:spend', idempotency: 'required' } as const;

const held = {
  ...{ id: ids.hold, ...service, credits: '20', captured: '0', reference: 'run-88', lots: costed.lots },
  ...{ expiresAt: at.tomorrow, createdAt: at.now },
};

export const holdCalls = [
  call({
    ...common,
    name: 'placeHold',
    method: 'POST',
    path: '/credits/holds',
    body: HoldCreditsInput.omit({ idempotencyKey: true }),
    answer: { name: 'PlacedHold', schema: HoldAnswerDto },
    status: 201,
    errors: [...spendCodes],
    example: {
      body: { service: service.service, quantity: 100, expiresInSeconds: 86_400, reference: 'run-88' },
      answer: { ...held, status: 'active', settledAt: null, ...afterwards },
    },
    run: (ctx, { body, idempotencyKey }) => holdCredits(ctx, { ...body, idempotencyKey }),
  }),
  call({
    ...common,
    name: 'getHold',
    method: 'GET',
    path: '/credits/holds/{id}',
    scope: 'credits:read',
    idempotency: 'accepted',
    params,
    answer: { name: 'Hold', schema: HeldDto },
    status: 200,
    errors: [],
    example: {
      params: { id: ids.hold },
      answer: { ...held, status: 'captured', captured: '16', settledAt: at.now },
    },
    run: (ctx, { params: { id } }) => getHold(ctx, id),
  }),
  call({
    ...common,
    name: 'captureHold',
    method: 'POST',
    path: '/credits/holds/{id}/capture',
    params,
    body: CaptureCreditsInput.pick({ quantity: true }),
    answer: { name: 'Capture', schema: CaptureDto },
    status: 201,
    errors: [...quantityCodes, 'more_than_held', 'not_priced', ...ended],
    example: {
      params: { id: ids.hold },
      body: { quantity: 80 },
      answer: {
        ...{ id: ids.operation, holdId: ids.hold, service: service.service, quantity: '80', cost: '16' },
        ...{ released: '4', lots: [{ id: ids.lot, credits: '16' }], createdAt: at.now, ...afterwards },
      },
    },
    run: (ctx, { params: { id }, body, idempotencyKey }) =>
      captureCredits(ctx, { ...body, holdId: id, idempotencyKey }),
  }),
  call({
    ...common,
    name: 'releaseHold',
    method: 'POST',
    path: '/credits/holds/{id}/release',
    params,
    answer: { name: 'Release', schema: ReleaseDto },
    status: 201,
    errors: [...ended],
    example: {
      params: { id: ids.hold },
      answer: {
        ...{ id: ids.operation, holdId: ids.hold, released: '20' },
        ...{ balance: '250', available: '250', createdAt: at.now },
      },
    },
    run: (ctx, { params: { id }, idempotencyKey }) => releaseCredits(ctx, { holdId: id, idempotencyKey }),
  }),
];
