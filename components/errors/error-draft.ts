import type { ErrorGroupDto } from '@/lib/domain/errors/schema';
import { limits } from '@/lib/domain/support/schema';

/** How much of a stack and of a context goes into a request: the whole stays on the error's page. */
const MOST = { stack: 12_000, context: 5_000 };

/** «Something is broken» in the catalogue that has it; the wizard leaves open what is not on offer. */
const CATEGORY = 'bug';

type Words = (key: 'service' | 'address' | 'stack' | 'context' | 'cut') => string;

// Longer than any run of backticks inside, so that a report cannot end its own block.
function block(text: string, most: number, cut: string): string {
  const shown = text.length > most ? `${text.slice(0, most).toWellFormed()}\n${cut}` : text;
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${shown}\n${fence}`;
}

/** The wizard's fields for a request about an error. `seen` says how often and when it was reported. */
export function errorDraft(group: ErrorGroupDto, t: Words, seen: string) {
  const subject = group.message.replace(/\s+/g, ' ').slice(0, limits.subject).toWellFormed().trim();
  const parts = [
    block(group.message, limits.body, ''),
    seen,
    ...(group.url ? [`${t('address')} \`${group.url.replaceAll('`', "'")}\``] : []),
    ...(group.stack ? [t('stack'), block(group.stack, MOST.stack, t('cut'))] : []),
    ...(group.context ? [t('context'), block(group.context, MOST.context, t('cut'))] : []),
  ];
  return {
    ...{ errorGroupId: group.id, category: CATEGORY },
    subject: subject.length < 3 ? `${subject} ${t('service')}`.trim() : subject,
    serviceAffected: group.app ?? '',
    description: parts.join('\n\n').slice(0, limits.body),
  };
}
