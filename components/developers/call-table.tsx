import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Chip, type Tone } from '@/components/ui/chip';
import { CopyText } from '@/components/ui/copy-button';
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
        <HeaderCell>{t('call')}</HeaderCell>
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
            <Cell heading mono className="font-normal break-all">
              {call.method} {call.path}
            </Cell>
            <Cell>
              <Chip tone={toneOf(call.status)}>{[call.status, call.code].filter(Boolean).join(' ')}</Chip>
            </Cell>
            <Cell className={WIDE}>{call.keyName}</Cell>
            <Cell numeric muted className={WIDE}>
              {t('milliseconds', { ms: formatNumber(call.durationMs, locale) })}
            </Cell>
            <Cell muted mono className={WIDE}>
              {call.ip}
            </Cell>
            <Cell className={WIDE}>
              <CopyText text={call.requestId} />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
