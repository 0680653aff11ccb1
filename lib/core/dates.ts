import { z } from 'zod';
// The words of every refusal, in the browser too.
import './errors';

/** What a calendar of ours knows: PostgreSQL, JavaScript and ISO 8601 write these alike, and a few years around them. */
const FIRST = Date.parse('1970-01-01T00:00:00Z');
const END = Date.parse('3000-01-01T00:00:00Z');

/** True from 1970 to 2999: what lies beyond is a typing mistake, and no database need meet it. */
export const isInCalendar = (at: number): boolean => at >= FIRST && at < END;

const inCalendar = (value: string) => isInCalendar(Date.parse(value));

/** A day as somebody types or sends it, `2026-11-21`. */
export const DayInput = z.iso.date().refine(inCalendar, 'dateOutOfRange');

/** An instant as a program sends it, with its offset from UTC. */
export const InstantInput = z.iso.datetime({ offset: true }).refine(inCalendar, 'dateOutOfRange');

/** Either of the two. */
export const MomentInput = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .refine(inCalendar, 'dateOutOfRange');
