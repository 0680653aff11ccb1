import { describe, expect, it } from 'vitest';
import { editRefusal, editableUntil } from './edit-rules';

const sent = new Date('2026-11-21T10:00:00.000Z');
const after = (ms: number) => new Date(sent.getTime() + ms);

describe('editRefusal', () => {
  it('lets ten minutes pass, and not a millisecond more', () => {
    expect(editableUntil(sent)).toEqual(after(600_000));
    expect(editRefusal(sent, 'in_progress', sent)).toBeNull();
    expect(editRefusal(sent, 'resolved', after(599_999))).toBeNull();
    expect(editRefusal(sent, 'in_progress', after(600_000))).toBe('editTooLate');
  });

  it('ends with the request', () => {
    expect(editRefusal(sent, 'closed', sent)).toBe('requestClosed');
    expect(editRefusal(sent, 'cancelled', sent)).toBe('requestClosed');
  });
});
