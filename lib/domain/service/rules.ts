import type { PromiseFigures, ServiceFigures } from './schema';

/** What is counted and summed of a group; business time in milliseconds. */
export type Sums = {
  resolved: number;
  reopened: number;
  ratings: number;
  scores: number;
  answers: number;
  answerMs: number;
  answersKept: number;
  resolutions: number;
  resolutionMs: number;
  resolutionsKept: number;
};

export const noSums: Sums = {
  ...{ resolved: 0, reopened: 0, ratings: 0, scores: 0 },
  ...{ answers: 0, answerMs: 0, answersKept: 0 },
  ...{ resolutions: 0, resolutionMs: 0, resolutionsKept: 0 },
};

/** Two groups as one: an average of averages would be neither. */
export function addSums(one: Sums, other: Sums): Sums {
  const sum = { ...one };
  for (const name of Object.keys(noSums) as (keyof Sums)[]) sum[name] += other[name];
  return sum;
}

export function figuresOf(sums: Sums): ServiceFigures {
  const { resolved, reopened, ratings, scores } = sums;
  return {
    ...{ resolved, reopened, ratings },
    reopenedBps: share(reopened, resolved),
    satisfactionHundredths: ratings > 0 ? Math.round((scores * 100) / ratings) : null,
    firstAnswer: promise(sums.answers, sums.answerMs, sums.answersKept),
    resolution: promise(sums.resolutions, sums.resolutionMs, sums.resolutionsKept),
  };
}

const share = (part: number, whole: number): number | null =>
  whole > 0 ? Math.round((part * 10_000) / whole) : null;

function promise(count: number, ms: number, kept: number): PromiseFigures | null {
  if (count === 0) return null;
  return { count, averageMs: Math.round(ms / count), keptBps: share(kept, count) ?? 0 };
}

/** The last `count` months in UTC, the running one last: `2026-09`, `2026-10`, `2026-11`. */
export function monthsUntil(now: Date, count: number): string[] {
  const first = (back: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
  return Array.from({ length: count }, (_, index) =>
    first(count - 1 - index)
      .toISOString()
      .slice(0, 7),
  );
}
