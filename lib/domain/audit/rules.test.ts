import { describe, expect, it } from 'vitest';
import { changedFields } from './rules';

describe('changedFields', () => {
  it('shows only what changed', () => {
    expect(
      changedFields({ name: 'a', price: '1.00', active: true }, { name: 'a', price: '2.00', active: false }),
    ).toEqual([
      { field: 'price', before: '1.00', after: '2.00' },
      { field: 'active', before: 'true', after: 'false' },
    ]);
  });

  it('takes an act with one side', () => {
    expect(changedFields(null, { roles: ['admin'] })).toEqual([
      { field: 'roles', before: null, after: '["admin"]' },
    ]);
    expect(changedFields({ name: 'x' }, null)).toEqual([{ field: 'name', before: 'x', after: null }]);
    expect(changedFields(null, null)).toEqual([]);
  });

  it('looks one level into records of records', () => {
    const before = { 'pack.small': { price: '1.00', name: 'S' } };
    expect(changedFields(before, { 'pack.small': { price: '2.00', name: 'S' } })).toEqual([
      { field: 'pack.small · price', before: '1.00', after: '2.00' },
    ]);
  });

  it('never shows a secret', () => {
    expect(changedFields({ passwordHash: 'x' }, { passwordHash: 'y', user: { token: 't' } })).toEqual([]);
  });
});
