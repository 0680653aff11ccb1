import { z } from 'zod';
import { AppError, parse } from '@/lib/core/errors';
import { type BatchAnswer, type BatchItem, deductBatch } from '@/lib/domain/wallet/deduct-credits';
import { BATCH_LIMIT, DeductCreditsInput, DeductionDto } from '@/lib/domain/wallet/schema';
import { type Customers, call } from '../call';
import { refuseUnknown } from '../given';
import { problemOf } from '../problem-details';
import { BATCH_LIMIT as BODY_LIMIT } from '../read-body';
import { ProblemSchema } from '../schema-json';
import { at, costed, ids, service } from './examples';

const Item = DeductCreditsInput.extend({ customer: z.string().max(200).optional() });
/** An item is read by itself: what is wrong with one is that one's answer. */
const Batch = z.object({ deductions: z.array(z.unknown()).min(1) });

const Answered = z.object({
  data: z.array(
    z.union([
      z.object({
        status: z.literal(201),
        replayed: z.boolean().describe('True when its key was answered before'),
        deduction: DeductionDto,
      }),
      z.object({ status: z.int().min(400), error: ProblemSchema }),
    ]),
  ),
});

type Answer = z.output<typeof Answered>['data'][number];
type Placed = { place: number; item: BatchItem } | { place: number; refused: AppError };

const isObject = (item: unknown): item is Record<string, unknown> =>
  typeof item === 'object' && item !== null && !Array.isArray(item);

/** Looks up whose wallet an item is about; what is wrong with it is its answer and not the batch's. */
async function placed(item: unknown, place: number, customers: Customers): Promise<Placed> {
  try {
    if (!isObject(item)) throw new AppError('invalid', 'invalidInput', { fields: { form: 'wrongType' } });
    refuseUnknown(item, Item.shape);
    const { customer, ...input } = item;
    const organisationId = await customers(customer);
    return { place, item: { organisationId, input: input as BatchItem['input'] } };
  } catch (error) {
    if (error instanceof AppError) return { place, refused: error };
    throw error;
  }
}

function answerOf(answer: BatchAnswer, requestId: string): Answer {
  if (!answer.ok) return refusedAnswer(answer.error, requestId);
  const { replayed = false, ...deduction } = answer.deduction;
  return { status: 201, replayed, deduction };
}

function refusedAnswer(error: unknown, requestId: string): Answer {
  const problem = problemOf(error, requestId, 'an item of a batch');
  return { status: problem.status, error: problem };
}

export const batchCalls = [
  call({
    name: 'deductBatch',
    group: 'credits',
    method: 'POST',
    path: '/credits/deductions/batch',
    scope: 'credits:spend',
    customer: 'optional',
    idempotency: 'own',
    limitBytes: BODY_LIMIT,
    body: z.object({ deductions: z.array(Item).min(1).max(BATCH_LIMIT) }),
    answer: { name: 'DeductionBatch', schema: Answered },
    status: 200,
    errors: ['batch_too_large'],
    example: {
      body: {
        deductions: [
          { service: service.service, quantity: 100, reference: 'run-88', idempotencyKey: 'run-88' },
        ],
      },
      answer: {
        data: [
          {
            ...{ status: 201, replayed: false },
            deduction: {
              ...{ id: ids.operation, ...service, ...costed, shortfall: '0', owed: '0', balance: '230' },
              ...{ available: '230', reference: 'run-88', metadata: null, createdAt: at.now },
            },
          },
        ],
      },
    },
    run: async (ctx, { body, customers }) => {
      const { deductions } = parse(Batch, body);
      if (deductions.length > BATCH_LIMIT)
        throw new AppError('too_large', 'batchTooLarge', { values: { max: BATCH_LIMIT } });
      const all = await Promise.all(deductions.map((item, place) => placed(item, place, customers)));
      const data: Answer[] = [];
      const items = all.filter((each) => 'item' in each);
      const answers = await deductBatch(
        ctx,
        items.map(({ item }) => item),
      );
      items.forEach(({ place }, nth) => {
        const answer = answers[nth];
        if (answer) data[place] = answerOf(answer, ctx.requestId);
      });
      for (const each of all)
        if ('refused' in each) data[each.place] = refusedAnswer(each.refused, ctx.requestId);
      return { data };
    },
  }),
];
