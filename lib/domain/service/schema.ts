import { z } from 'zod';

/** What the figures are gathered by. */
export const groupings = ['expert', 'category', 'month'] as const;
export type Grouping = (typeof groupings)[number];

/** So many months back, the running one with them. */
export const spans = ['1', '3', '6', '12', '24'] as const;

export const ServiceQuery = z.object({
  by: z.enum(groupings).default('expert'),
  months: z.enum(spans).default('3'),
});
export type ServiceQuery = z.output<typeof ServiceQuery>;

/** One promise over many requests: business time used on average, and how many kept it, in basis points. */
export type PromiseFigures = { count: number; averageMs: number; keptBps: number };

/** The figures of one expert, category or month. Null: nothing to measure. */
export type ServiceFigures = {
  resolved: number;
  /** Of the resolved ones, how many were taken up again at least once. */
  reopened: number;
  reopenedBps: number | null;
  ratings: number;
  /** 452 is 4.52 of 5. */
  satisfactionHundredths: number | null;
  firstAnswer: PromiseFigures | null;
  resolution: PromiseFigures | null;
};

export type ServiceRow = ServiceFigures & {
  /** An expert's id (empty: nobody), a category's code, a month like 2026-11. */
  key: string;
  /** The expert's or the category's name; a month's is its key. */
  name: string;
};

/** `from` and `to`: instants, the first included, the last not. */
export type ServiceReport = {
  by: Grouping;
  from: string;
  to: string;
  rows: ServiceRow[];
  total: ServiceFigures;
};
