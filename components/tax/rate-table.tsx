import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Chip, type Tone } from '@/components/ui/chip';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatPercent } from '@/lib/core/format';
import type { TaxRateDto } from '@/lib/domain/tax/schema';

const TONE: Record<TaxRateDto['state'], Tone> = { coming: 'info', holds: 'positive', over: 'neutral' };

/** What a phone leaves out. */
const WIDE = 'max-md:hidden';

/** The rate table by region, former rates below the present one. */
export function RateTable({ rates }: { rates: (TaxRateDto & { end: ReactNode })[] }) {
  const t = useTranslations('admin.tax');
  const locale = useLocale();
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const region = (code: string) =>
    code === 'EU' || code === '*' ? t(`regions.${code}`) : (countries.of(code) ?? code);
  return (
    <Table label={t('table')}>
      <THead>
        <HeaderCell>{t('region')}</HeaderCell>
        <HeaderCell>{t('name')}</HeaderCell>
        <HeaderCell numeric>{t('rate')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('category')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('prices')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('from')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('until')}</HeaderCell>
        <HeaderCell>{t('state')}</HeaderCell>
        <HeaderCell>
          <span className="sr-only">{t('actions')}</span>
        </HeaderCell>
      </THead>
      <TBody>
        {rates.map((rate) => (
          <Row key={rate.id}>
            <Cell heading>{region(rate.region)}</Cell>
            <Cell>{rate.name}</Cell>
            <Cell numeric>{formatPercent(rate.rateBps / 10_000, { digits: 2, locale })}</Cell>
            <Cell className={WIDE}>{t(`categories.${rate.category}`)}</Cell>
            <Cell className={WIDE}>{t(rate.isInclusive ? 'inclusive' : 'exclusive')}</Cell>
            <Cell className={WIDE}>
              <Time at={rate.validFrom} />
            </Cell>
            <Cell className={WIDE}>{rate.endsOn ? <Time at={rate.endsOn} /> : t('open')}</Cell>
            <Cell>
              <Chip tone={TONE[rate.state]}>{t(`states.${rate.state}`)}</Chip>
            </Cell>
            <Cell className="text-end">{rate.state !== 'over' && rate.end}</Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
