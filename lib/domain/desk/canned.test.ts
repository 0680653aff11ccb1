import { describe, expect, it } from 'vitest';
import { type Variable, fill, firstName, unknownVariables } from './canned';
import { replyVariables } from './schema';

const values: Record<Variable, string> = {
  'customer.name': 'Ada Lovelace',
  'customer.firstName': 'Ada',
  'organisation.name': 'Analytical Engines',
  'request.number': 'REQ-2026-000123',
  'request.subject': 'It **fails** at [line](https://evil.test) 3\nof 4',
  'request.category': 'Something is broken',
  'request.service': 'Checkout',
  'me.name': 'Erik Sund',
  'me.firstName': 'Erik',
};

describe('fill', () => {
  it('puts in what is known, with or without spaces', () => {
    expect(fill('Hello {{customer.firstName}}, {{ request.number }} is mine. {{me.name}}', values)).toBe(
      'Hello Ada, REQ-2026-000123 is mine. Erik Sund',
    );
    const all = replyVariables.map((name) => `{{${name}}}`).join(' ');
    expect(fill(all, values)).not.toContain('{{');
  });

  it('takes other people’s words as text: no emphasis, no link under other words, no second line', () => {
    expect(fill('«{{request.subject}}»', values)).toBe(
      '«It \\*\\*fails\\*\\* at \\[line\\](https://evil.test) 3 of 4»',
    );
    const nested = { ...values, 'customer.name': '{{me.name}} $& $1' };
    expect(fill('{{customer.name}}', nested)).toBe('{{me.name}} $& $1');
  });

  it('leaves alone what is no variable', () => {
    expect(fill('{{nobody}} {customer.name} {{}} }}{{', values)).toBe('{{nobody}} {customer.name} {{}} }}{{');
  });
});

it('names each unknown variable once', () => {
  expect(unknownVariables('{{customer.name}} {{ foo }} {{foo}} {{customer.Name}}')).toEqual([
    'foo',
    'customer.Name',
  ]);
  expect(unknownVariables('Nothing { here }')).toEqual([]);
});

it('calls people by the first word of their name', () => {
  expect(firstName('  Ada King Lovelace')).toBe('Ada');
  expect(firstName('أحمد علي')).toBe('أحمد');
  expect(firstName('')).toBe('');
});
