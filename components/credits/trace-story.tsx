import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Banner } from '@/components/ui/banner';
import { Card, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { TextLink } from '@/components/ui/link-button';
import { formatDecimal } from '@/lib/core/format';
import type { TraceDto } from '@/lib/domain/analytics/schema';
import { TraceLot } from './trace-lot';
import { TraceRelated } from './trace-related';

/** One movement of credits told from its end to its beginning: what it was, which credits, where those came from. */
export function TraceStory({ trace }: { trace: TraceDto }) {
  const t = useTranslations('credits.trace');
  const { lots, entry, operation } = trace;
  const direction = !entry.amount.startsWith('-') ? (operation.kind === 'return' ? 'back' : 'in') : 'out';
  return (
    <div className="flex flex-col gap-4">
      <What trace={trace} />
      <section aria-labelledby="lots-title" className="flex flex-col gap-3">
        <h2 id="lots-title" className="text-base font-semibold">
          {t(`lotsTitle.${direction}`)}
        </h2>
        {lots.map((lot) => (
          <TraceLot key={lot.id} lot={lot} entryId={entry.id} />
        ))}
      </section>
      {trace.related.length > 0 && <TraceRelated related={trace.related} request={operation.request} />}
    </div>
  );
}

function What({ trace: { entry, operation, receivable, lots } }: { trace: TraceDto }) {
  const t = useTranslations('credits.trace');
  const locale = useLocale();
  const figure = (decimal: string) => formatDecimal(decimal, locale);
  const moved = lots.reduce((sum, lot) => sum + Math.abs(Number(lot.moved)), 0);
  const isWaived = operation.shortfall !== '0' && !receivable && operation.kind !== 'return';
  return (
    <Card className="flex flex-col gap-4">
      <div>
        <p className="figures text-2xl font-semibold" data-testid="moved">
          {t('credits', { credits: figure(String(Math.round(moved * 1e6) / 1e6)) })}{' '}
          <span className="text-muted text-base font-normal">
            {[t(`verb.${operation.kind}`), operation.service?.name].filter(Boolean).join(' · ')}
          </span>
        </p>
        <Priced operation={operation} />
        <p className="text-muted text-sm">{t('balance', { credits: figure(operation.balanceAfter) })}</p>
      </div>
      {isWaived && <Banner tone="info">{t('shortfall', { credits: figure(operation.shortfall) })}</Banner>}
      {receivable && (
        <Banner tone={receivable.open === '0' ? 'info' : 'warning'}>
          {receivable.open === '0'
            ? t('owedClosed', { credits: figure(receivable.credits) })
            : t('owedOpen', { open: figure(receivable.open), credits: figure(receivable.credits) })}
        </Banner>
      )}
      <CardHeader level={2} title={t('facts')} className="mb-0 border-t pt-4" />
      <Facts operation={operation} entry={entry} />
    </Card>
  );
}

/** «100 leads at 20 credits per 100, rounded up». */
function Priced({ operation }: { operation: TraceDto['operation'] }) {
  const t = useTranslations('credits.trace');
  const locale = useLocale();
  const { quantity, price, service } = operation;
  if (!quantity) return null;
  const unit = (quantity === '1' ? service?.unit : service?.units) ?? '';
  const values = { quantity: formatDecimal(quantity, locale), unit };
  if (!price) return <p className="text-base">{t('quantity', values)}</p>;
  const credits = formatDecimal(price.credits, locale);
  const isOne = price.perUnits === 1;
  const isRounded = Number(quantity) % price.perUnits !== 0;
  return (
    <p className="text-base">
      {isOne
        ? t('unitsOne', { ...values, credits })
        : t('units', { ...values, credits, perUnits: formatDecimal(String(price.perUnits), locale) })}
      {isRounded && `, ${t(`rounded.${price.rounding as 'up'}`)}`}
    </p>
  );
}

function Facts({ operation, entry }: Pick<TraceDto, 'operation' | 'entry'>) {
  const t = useTranslations('credits.trace');
  const { actor, member, request, reason, metadata, reference, kind } = operation;
  const facts: [string, ReactNode][] = [
    [t('when'), <Time key="when" at={operation.createdAt} format="datetime" />],
    [t('who'), <Actor key="who" actor={actor} />],
  ];
  if (member) facts.push([t('member'), member.name ?? t('formerMember')]);
  if (request)
    facts.push([
      t('request'),
      <TextLink key="request" href={`/support/requests/${request.id}`}>
        {`${request.number} · ${request.subject}`}
      </TextLink>,
    ]);
  // What a grant came from is told with its lot.
  if (reference && kind !== 'grant' && reference !== request?.number)
    facts.push([t('reference'), <Reference key="ref" {...{ kind, reference, amount: entry.amount }} />]);
  if (reason) facts.push([t('reason'), reason]);
  if (metadata && Object.keys(metadata).length > 0)
    facts.push([
      t('metadata'),
      <pre key="metadata" className="bg-sunken overflow-x-auto rounded-md p-3 font-mono text-xs" tabIndex={0}>
        {JSON.stringify(metadata, null, 2)}
      </pre>,
    ]);
  facts.push([
    t('operation'),
    <span key="id" className="font-mono break-all">
      {operation.id}
    </span>,
  ]);
  return (
    <DescriptionList
      className="sm:grid sm:grid-cols-2"
      items={facts.map(([term, detail]) => ({ term, detail }))}
    />
  );
}

function Reference({ kind, reference, amount }: { kind: string; reference: string; amount: string }) {
  const t = useTranslations('credits.trace');
  if (kind !== 'transfer') return <span className="break-words">{reference}</span>;
  return t(amount.startsWith('-') ? 'transferTo' : 'transferFrom', { name: reference });
}

const KNOWN = ['member', 'api-key', 'staff', 'job', 'operator'] as const;

function Actor({ actor }: { actor: TraceDto['operation']['actor'] }) {
  const t = useTranslations('credits.trace');
  const kind = KNOWN.find((one) => one === actor.kind) ?? 'job';
  if (kind === 'member') return actor.name ?? t('formerMember');
  if (kind === 'api-key' && !actor.name) return t('unnamedKey');
  return t(`actor.${kind}`, { name: actor.name ?? '' });
}
