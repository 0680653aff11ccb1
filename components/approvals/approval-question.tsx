'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { formatDecimal } from '@/lib/core/format';
import type { ApprovalPageDto } from '@/lib/domain/approvals/schema.dto';

/** What is asked: the request, its price, the plain lines, and the words of whoever asks. Untrusted text, shown as text. */
export function ApprovalQuestion({ approval }: { approval: ApprovalPageDto }) {
  const t = useTranslations('approvals');
  const locale = useLocale();
  const { request, note, asker } = approval;
  const price = { amount: formatDecimal(request.price, locale), count: Number(request.price) };
  const facts = [
    { term: t('request'), detail: <bdi className="font-mono">{request.number}</bdi> },
    { term: t('category'), detail: <bdi>{request.category}</bdi> },
    // One that is quoted costs nothing until its price is accepted.
    { term: t('price'), detail: price.count > 0 ? t('credits', price) : t('noPrice') },
  ];
  return (
    <Card className="flex flex-col gap-4">
      <h2 dir="auto" className="text-base font-semibold">
        {request.subject}
      </h2>
      <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
        {facts.map(({ term, detail }) => (
          <div key={term}>
            <dt className="text-muted">{term}</dt>
            <dd>{detail}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-col gap-2">
        <h3 className="text-sm font-medium">{t('summary')}</h3>
        <ul className="flex list-disc flex-col gap-1.5 ps-5">
          {request.lines.map((line, index) => (
            <li key={index} dir="auto">
              {line}
            </li>
          ))}
        </ul>
      </div>
      {note && (
        <div className="bg-sunken flex flex-col gap-1 rounded-md p-3">
          <h3 className="text-sm font-medium">{t.rich('note', { asker: () => <bdi>{asker}</bdi> })}</h3>
          <p dir="auto" className="break-words whitespace-pre-line">
            {note}
          </p>
        </div>
      )}
      <p className="text-muted text-sm">{t.rich('asked', { when: () => <Time at={approval.askedAt} /> })}</p>
    </Card>
  );
}
