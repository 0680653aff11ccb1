import { useLocale, useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Time } from '@/components/frame/time';
import { Chip, type Tone } from '@/components/ui/chip';
import { CopyButton, CopyText } from '@/components/ui/copy-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatNumber } from '@/lib/core/format';
import type { CallDto } from '@/lib/domain/apps/schema';

const toneOf = (status: number): Tone =>
  status >= 500 ? 'critical' : status >= 400 ? 'warning' : 'positive';

const WIDE = 'max-md:hidden';

export function CallTable({ calls }: { calls: CallDto[] }) {
  const t = useTranslations('developers.calls');
  const locale = useLocale();
  return (
    <Table label={t('title')}>
      <THead>
        <HeaderCell className={WIDE}>{t('when')}</HeaderCell>
        <HeaderCell className="max-md:ps-4">{t('call')}</HeaderCell>
        <HeaderCell>{t('status')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('key')}</HeaderCell>
        <HeaderCell numeric className={WIDE}>
          {t('duration')}
        </HeaderCell>
        <HeaderCell className={WIDE}>{t('address')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('requestId')}</HeaderCell>
      </THead>
      <TBody>
        {calls.map((call) => (
          <Row key={`${call.keyId} ${call.requestId}`}>
            <Cell muted className={WIDE}>
              <Time at={call.at} format="datetime" />
            </Cell>
            <Cell heading mono className="font-normal [overflow-wrap:anywhere] max-md:ps-4">
              {call.method} <Path path={call.path} />
              <span className="text-muted block font-sans md:hidden">
                <Time at={call.at} format="relative" /> <CopyButton text={call.requestId} />
              </span>
            </Cell>
            <Cell>
              <Chip tone={toneOf(call.status)}>{[call.status, call.code].filter(Boolean).join(' ')}</Chip>
            </Cell>
            <Cell className="min-w-28 max-md:hidden">{call.keyName}</Cell>
            <Cell numeric muted className={WIDE}>
              {t('milliseconds', { ms: formatNumber(call.durationMs, locale) })}
            </Cell>
            <Cell muted mono className={WIDE}>
              {call.ip}
            </Cell>
            <Cell className="max-md:hidden xl:whitespace-nowrap">
              <CopyText text={call.requestId} />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}

/** A long address breaks behind its slashes. */
function Path({ path }: { path: string }) {
  return path.split('/').map((part, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          /<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}
