import { expect, it } from 'vitest';
import { valuesOf } from '@/components/support/wizard/wizard-values';
import type { ErrorGroupDto } from '@/lib/domain/errors/schema';
import { DetailsStep } from '@/lib/domain/support/schema';
import type { CategoryDto, DraftDto } from '@/lib/domain/support/schema.dto';
import { errorDraft } from './error-draft';

const group: ErrorGroupDto = {
  ...{ id: 'err_01kajzq3m5fpr9vb1n5d2h8xye', message: 'Payment\n failed', app: 'shop', count: 3 },
  ...{
    firstSeenAt: '',
    lastSeenAt: '',
    resolvedAt: null,
    days: [],
    fingerprint: 'x',
    reports: [],
    requests: [],
  },
  ...{ stack: 'Error\n  at pay', url: 'https://shop.test/`pay`', context: '{}' },
};
const words = (key: string) => `<${key}>`;

it('fills in what the wizard asks for', () => {
  const draft = errorDraft(group, words, 'Seen.');
  expect(draft).toMatchObject({ subject: 'Payment failed', serviceAffected: 'shop', errorGroupId: group.id });
  expect(draft.description).toBe(
    "```\nPayment\n failed\n```\n\nSeen.\n\n<address> `https://shop.test/'pay'`\n\n<stack>\n\n```\nError\n  at pay\n```\n\n<context>\n\n```\n{}\n```",
  );
});

it('says that something is broken, where the catalogue has that', () => {
  const kept: DraftDto = {
    ...{ token: '', category: 'question', serviceAffected: '', subject: '', description: '' },
    ...{ urgency: '', attachments: [], savedAt: null },
  };
  const draft = { ...kept, ...errorDraft(group, words, 'Seen.') };
  const offered = (...codes: string[]) => codes.map((code) => ({ code }) as CategoryDto);
  expect(valuesOf(draft, offered('question', 'bug')).category).toBe('bug');
  expect(valuesOf(draft, offered('question', 'backend')).category).toBe('');
});

it('never lets a report out of its block, nor the description out of its length', () => {
  const stack = `\`\`\`\`\n**loud**\n${'x'.repeat(20_000)}`;
  const draft = errorDraft(
    { ...group, message: 'm'.repeat(2_000), stack, context: 'c'.repeat(8_000) },
    words,
    'Seen.',
  );
  expect(draft.description).toContain('`````\n````\n**loud**');
  expect(draft.description).toContain('<cut>\n`````');
  expect(DetailsStep.safeParse({ ...draft, attachments: [] }).success).toBe(true);
});

it('has a subject that is long enough', () => {
  expect(errorDraft({ ...group, message: 'x' }, words, '').subject).toBe('x <service>');
});
