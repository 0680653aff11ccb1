import type { SlaReason } from './segments';

export type SlaKind = 'first_answer' | 'resolution';

/** A stretch of time that ran or was paused; an open one has no end. Business time in milliseconds, so far. */
export type SlaSegmentDto = {
  from: string;
  to: string | null;
  isRunning: boolean;
  reason: SlaReason;
  businessMs: number;
};

/** One promise of a request as both sides see it: no names in it. Business time in milliseconds. */
export type SlaDto = {
  kind: SlaKind;
  targetMs: number;
  usedMs: number;
  /** Below zero once it is late. */
  remainingMs: number;
  /** Only while it runs. */
  dueAt: string | null;
  /** `kept` and `broken` are said of a promise that has ended, by what was used of it. */
  state: 'running' | 'paused' | 'kept' | 'broken';
  isLate: boolean;
  /** Whose wall clock the hours are. */
  timeZone: string;
  segments: SlaSegmentDto[];
};

/** What is promised to whoever files now, in milliseconds of business time; null where nothing is. */
export type PromiseDto = { firstAnswerMs: number | null; resolutionMs: number | null };

/** The same by urgency, with the hours in which it is counted: by ISO day of the week, of the wall clock of a zone. */
export type OfferedPromisesDto = {
  byUrgency: Record<'normal' | 'high' | 'critical', PromiseDto>;
  timeZone: string;
  hours: Partial<Record<'1' | '2' | '3' | '4' | '5' | '6' | '7', [string, string][]>>;
  hasHolidays: boolean;
};

type TargetDto = { firstAnswerMinutes: number | null; resolutionMinutes: number | null };

/** What an administrator edits: when the desk works and what it promises, in business minutes. */
export type LevelsDto = {
  /** Since when it is in force; null: nothing was ever promised. */
  since: string | null;
  name: string;
  timeZone: string;
  hours: OfferedPromisesDto['hours'];
  /** By day, the earliest first. */
  holidays: { day: string; name: string }[];
  targets: Record<'normal' | 'high' | 'critical', TargetDto>;
};
