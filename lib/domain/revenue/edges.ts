import { dayIn } from '@/lib/core/time';

/** Midnights that cut time into steps: step 0 before the first, step n from the nth edge to the next. */
export type Edges = { days: string[]; last: string };

/** The edges as days in UTC, in their order, each once. At least one is needed. */
export function edgesFrom(instants: readonly Date[]): Edges {
  const days = [...new Set(instants.map((instant) => dayIn(instant)))].toSorted();
  return { days, last: days.at(-1) ?? '1970-01-01' };
}

/** How many edges stand before an edge: the last step that lies before it. */
export function countAt({ days }: Edges, edge: Date): number {
  const day = edge.toISOString().slice(0, 10);
  return days.filter((one) => one < day).length;
}

export const sumBetween = <R>(rows: readonly R[], of: (row: R) => bigint): bigint =>
  rows.reduce((total, row) => total + of(row), 0n);
