import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { line } from '@/lib/core/text';

export const receivableStates = ['open', 'closed', 'all'] as const;
export type ReceivableState = (typeof receivableStates)[number];

/** The list's filters as they stand in the address. */
export const ReceivableQuery = z.object({
  state: z.enum(receivableStates).default('open'),
  /** A part of the customer's name. */
  customer: line(80).optional(),
  organisationId: Id('organisation').optional(),
  after: z
    .string()
    .max(200)
    .regex(/^[\w-]+$/, 'invalid')
    .optional(),
});

/** Credits owed for one piece of work that was delivered without credits to pay for it. Credits as decimals. */
export type ReceivableDto = {
  id: string;
  organisationId: string;
  organisation: string;
  service: string | null;
  reference: string | null;
  amount: string;
  settled: string;
  forgiven: string;
  open: string;
  createdAt: string;
  closedAt: string | null;
};

export type ReceivableTotals = {
  count: number;
  amount: string;
  settled: string;
  forgiven: string;
  open: string;
};
