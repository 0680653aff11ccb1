import { zodResolver } from '@hookform/resolvers/zod';
import type { FieldErrors } from 'react-hook-form';
import { describe, expect, it } from 'vitest';
import { SaveCalendarInput, SaveHolidaysInput } from '@/lib/domain/sla/schema';
import { messageOf } from './message-of';

const form = { fields: {}, names: [], shouldUseNativeValidation: false };

const wrongHours = async (tuesday: [string, string][]): Promise<FieldErrors> => {
  const values = { name: 'Office', timeZone: 'UTC', hours: { '2': tuesday }, applyToOpen: false };
  return (await zodResolver(SaveCalendarInput)(values, undefined, form)).errors;
};

describe('what is wrong', () => {
  it('with a member of a list in a list is told of the whole', async () => {
    const errors = await wrongHours([['09:00', 'noon']]);
    expect(messageOf(errors, 'hours.2.0.1')).toBe('time');
    expect(messageOf(errors, 'hours.2')).toBe('time');
    expect(messageOf(errors, 'hours')).toBe('time');
    expect(messageOf(await wrongHours([['18:00', '09:00']]), 'hours.2')).toBe('endsBeforeItBegins');
  });

  it('is nothing where all is well', async () => {
    const errors = await wrongHours([['09:00', 'noon']]);
    expect(messageOf(errors, 'hours.1')).toBeUndefined();
    expect(messageOf(errors, 'name')).toBeUndefined();
  });

  it('with a list itself comes before its members', async () => {
    const holidays = [1, 2].map((n) => ({ day: '2031-03-04', name: `Day ${n}` }));
    const { errors } = await zodResolver(SaveHolidaysInput)(
      { holidays, applyToOpen: false },
      undefined,
      form,
    );
    expect(messageOf(errors, 'holidays')).toBe('holidayTwice');
  });

  it('is not looked for in a control', () => {
    const ref = { focus: () => undefined, message: 'of a control' };
    expect(messageOf({ group: { ref, type: 'custom' } } as unknown as FieldErrors, 'group')).toBeUndefined();
  });
});
