import { AppError } from '@/lib/core/errors';

/** Where the next page begins: what the list sorts by, as text, and the id that breaks ties. */
export type Position = { key: string; id: string };

export const encodeCursor = ({ key, id }: Position): string =>
  Buffer.from(JSON.stringify([key, id])).toString('base64url');

// `2026-11-21T10:00:00.000Z`, with the urgency before it where the list sorts by that.
const KEY = /^(?:[a-z]+\|)?\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/;

/** Reads a cursor back; `invalid` for anything that we did not write. */
export function decodeCursor(cursor: string): Position {
  const position = read(cursor);
  if (!position) throw new AppError('invalid', 'badCursor');
  return position;
}

/** True for a cursor that `decodeCursor` reads: a page falls back to the first one otherwise. */
export const isCursor = (cursor: string): boolean => read(cursor) !== null;

function read(cursor: string): Position | null {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof key !== 'string' || !KEY.test(key) || typeof id !== 'string' || !/^\w{1,40}$/.test(id))
      return null;
    const position = { key, id };
    return Number.isNaN(cursorInstant(position).getTime()) ? null : position;
  } catch {
    return null;
  }
}

/** The instant of a cursor. */
export const cursorInstant = ({ key }: Position): Date => new Date(key.split('|').at(-1) ?? '');
