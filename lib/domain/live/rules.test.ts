import { describe, expect, it } from 'vitest';
import { type Audience, type Change, mayHear, readChange } from './rules';
import { changeKinds } from './schema';

const change = (over: Partial<Change>): Change => ({
  ...{ kind: 'message', organisationId: 'org_a', requestId: 'req_1', userId: null },
  ...over,
});
const member: Audience = { side: 'customer', userId: 'usr_m', organisationId: 'org_a' };
const stranger: Audience = { side: 'customer', userId: 'usr_s', organisationId: 'org_b' };
const agent: Audience = { side: 'staff', userId: 'usr_a', readsDesk: true };
const finance: Audience = { side: 'staff', userId: 'usr_f', readsDesk: false };

describe('mayHear', () => {
  it.each(changeKinds.filter((kind) => kind !== 'bell'))(
    'keeps %s within its organisation and desk',
    (kind) => {
      const isOurs = kind === 'note' || kind === 'presence';
      expect(mayHear(member, change({ kind }))).toBe(!isOurs);
      expect(mayHear(stranger, change({ kind }))).toBe(false);
      expect(mayHear(agent, change({ kind }))).toBe(true);
      expect(mayHear(finance, change({ kind }))).toBe(false);
    },
  );

  it('rings the bell of its owner alone', () => {
    const bell = change({ kind: 'bell', userId: 'usr_m', requestId: null });
    expect([member, stranger, agent, finance].map((one) => mayHear(one, bell))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(mayHear(finance, { ...bell, userId: 'usr_f', organisationId: null })).toBe(true);
  });

  it('gives a customer nothing of which nobody knows whose it is', () => {
    expect(mayHear(member, change({ organisationId: null }))).toBe(false);
  });
});

describe('readChange', () => {
  it('takes what the triggers say, and nothing else', () => {
    expect(readChange('{"k":"read","o":"org_a","r":"req_1","u":"usr_m"}')).toEqual({
      ...{ kind: 'read', organisationId: 'org_a', requestId: 'req_1', userId: 'usr_m' },
    });
    expect(readChange('{"k":"message","o":"org_a"}')).toEqual(change({ requestId: null }));
    for (const junk of ['', 'null', '[]', '{"k":"other"}', '{"k":"note","o":1}', '{'])
      expect(readChange(junk)).toBeNull();
  });
});
