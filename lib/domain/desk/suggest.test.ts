import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, suggest } from './suggest';

const about = {
  category: 'Something is broken',
  serviceAffected: 'Checkout',
  subject: 'Stripe answers 402 since the update',
  description: 'Our Next.js shop on PostgreSQL fails, and it worked an hour ago.',
};

const expert = (id: string, over: Partial<Candidate> = {}): Candidate => ({
  ...{ id, name: id, skills: [], load: 0, capacity: 8, ofCustomer: 0, ofCategory: 0 },
  ...over,
});
const order = (...experts: Candidate[]) => suggest(about, experts).map(({ id }) => id);
const only = (over: Partial<Candidate>) => suggest(about, [expert('one', over)])[0];

describe('suggest', () => {
  it('puts the skill that is named first, and says where it was named', () => {
    expect(order(expert('mail'), expert('pay', { skills: ['checkout'] }))).toEqual(['pay', 'mail']);
    expect(only({ skills: ['mail', 'checkout'] })).toMatchObject({
      score: 80,
      reasons: [
        { kind: 'skill', skill: 'checkout', in: 'service' },
        { kind: 'free', load: 0, capacity: 8 },
      ],
    });
    expect(only({ skills: ['stripe'] })?.reasons[0]).toMatchObject({ in: 'subject' });
    expect(only({ skills: ['next.js'] })?.reasons[0]).toMatchObject({ in: 'description' });
  });

  it('reads skills as whole words, without accents and case', () => {
    expect(only({ skills: ['go', 'post'] })?.reasons[0]).toEqual({ kind: 'noSkill' });
    const french = { ...about, subject: 'La facturation échoue', description: 'مُشْكِلَة في الفاتورة' };
    expect(suggest(french, [expert('a', { skills: ['ECHOUE'] })])[0]?.reasons[0]).toMatchObject({
      kind: 'skill',
    });
    expect(suggest(french, [expert('a', { skills: ['مشكلة'] })])[0]?.reasons[0]).toMatchObject({
      in: 'description',
    });
    expect(only({ skills: ['', '  ', '---'] })?.reasons[0]).toEqual({ kind: 'noSkill' });
  });

  it('prefers who has room, and nobody who is full to somebody who is not', () => {
    expect(order(expert('busy', { load: 6 }), expert('free', { load: 1 }))).toEqual(['free', 'busy']);
    const full = expert('full', { skills: ['stripe'], load: 8, ofCustomer: 9, ofCategory: 9 });
    expect(order(full, expert('plain', { load: 7 }))).toEqual(['plain', 'full']);
    expect(only({ load: 9, capacity: 8 })?.reasons).toContainEqual({ kind: 'full', load: 9, capacity: 8 });
    expect(only({ load: 0, capacity: 0 })?.reasons).toContainEqual({ kind: 'full', load: 0, capacity: 0 });
  });

  it('counts what somebody did for the customer and in the category, up to five', () => {
    const known = expert('known', { ofCustomer: 2, ofCategory: 30 });
    expect(suggest(about, [known])[0]).toMatchObject({
      score: 30 + 4 + 10,
      reasons: [{ kind: 'noSkill' }, { kind: 'free' }, { kind: 'customer', count: 2 }, { count: 30 }],
    });
  });

  it('stays between 0 and 100 and does not depend on the order of the experts', () => {
    const skill = fc.constantFrom('stripe', 'checkout', 'next.js', 'mail', '');
    const person = fc.record({
      id: fc.uuid(),
      name: fc.string({ minLength: 1, maxLength: 8 }),
      skills: fc.array(skill, { maxLength: 4 }),
      load: fc.nat(20),
      capacity: fc.nat(20),
      ofCustomer: fc.nat(20),
      ofCategory: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.uniqueArray(person, { selector: ({ name }) => name, maxLength: 8 }), (people) => {
        const found = suggest(about, people);
        expect(found).toHaveLength(people.length);
        for (const { score } of found) expect(score).toBeGreaterThanOrEqual(0);
        for (const { score } of found) expect(score).toBeLessThanOrEqual(100);
        expect(suggest(about, [...people].reverse())).toEqual(found);
      }),
    );
  });
});
