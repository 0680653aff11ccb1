import { AppError } from '@/lib/core/errors';

/** Where the next page begins: what the list sorts by, as text, and the id that breaks ties. */
export type Position = { key: string; id: string };

export const encodeCursor = ({ key, id }: Position): string =>
  Buffer.from(JSON.stringify([key, id])).toString('base64url');

/** Reads a cursor back; `invalid` for anything that we did not write. */
export function decodeCursor(cursor: string): Position {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof key === 'string' && key.length < 60 && typeof id === 'string' && /^\w{1,40}$/.test(id)) {
      return { key, id };
    }
  } catch {
    // Falls through to the one refusal below.
  }
  throw new AppError('invalid', 'badCursor');
}

/** The instant of a cursor that sorts by time. */
export function cursorInstant({ key }: Position): Date {
  const at = new Date(key);
  if (Number.isNaN(at.getTime())) throw new AppError('invalid', 'badCursor');
  return at;
}
