import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { InlineCode } from './inline-code';

const TOPICS = ['keys', 'customers', 'idempotency', 'amounts', 'lists', 'limits', 'outage'] as const;

/** What holds for every call. */
export function Basics({ server, ratePerMinute }: { server: string; ratePerMinute: number }) {
  const t = useTranslations('api.page');
  return (
    <section id="basics" aria-labelledby="basics-title" className="scroll-mt-12">
      <h2 id="basics-title" className="mb-3 text-xl font-semibold">
        {t('basics')}
      </h2>
      <dl className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
        <Topic term={t('address')}>
          <code className="bg-sunken mb-1 block rounded-md border px-2 py-1 font-mono text-sm break-all">
            {server}
          </code>
          {t('addressText')}
        </Topic>
        {TOPICS.map((topic) => (
          <Topic key={topic} term={t(topic)}>
            <InlineCode text={t(`${topic}Text`, { rate: ratePerMinute })} />
          </Topic>
        ))}
      </dl>
    </section>
  );
}

function Topic({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-base font-semibold">{term}</dt>
      <dd className="prose-width text-base">{children}</dd>
    </div>
  );
}
