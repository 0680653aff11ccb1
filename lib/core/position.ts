import { isInCalendar } from './dates';
import { AppError } from './errors';

/** Where the next page of a list by time begins: the last row's instant, and its id to break ties. */
export type Position = { at: Date; id: string };

export const encodePosition = ({ at, id }: Position): string =>
  Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');

/** Reads a position back; `invalid` for anything that we did not write. */
export function decodePosition(text: string): Position {
  const position = read(text);
  if (!position) throw new AppError('invalid', 'badCursor');
  return position;
}

/** True for what `decodePosition` reads: a page falls back to the first one otherwise. */
export const isPosition = (text: string): boolean => read(text) !== null;

function read(text: string): Position | null {
  try {
    const [at, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (typeof at !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(at)) return null;
    if (typeof id !== 'string' || !/^\w{1,40}$/.test(id)) return null;
    const instant = new Date(at);
    return isInCalendar(instant.getTime()) ? { at: instant, id } : null;
  } catch {
    return null;
  }
}

/** The rest of a list that is sorted newest first, ties by id. */
export const olderThan = ({ at, id }: Position) => ({
  createdAt: { lte: at },
  OR: [{ createdAt: { lt: at } }, { id: { lt: id } }],
});
