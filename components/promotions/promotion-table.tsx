import { useLocale, useTranslations } from 'next-intl';
import { ActiveButton } from '@/components/codes/active-button';
import { CodeCell } from '@/components/codes/code-cell';
import { stateTone } from '@/components/codes/state-tone';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Chip } from '@/components/ui/chip';
import { LinkButton } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDecimal, formatNumber } from '@/lib/core/format';
import type { PromotionDto } from '@/lib/domain/promotions/schema';

/** What a phone leaves out. */
const WIDE = 'max-md:hidden';

interface PromotionTableProps {
  promotions: PromotionDto[];
  setActive: Action<{ code: string; active: boolean }, unknown>;
}

export function PromotionTable({ promotions, setActive }: PromotionTableProps) {
  const t = useTranslations('promotions');
  const locale = useLocale();
  return (
    <Table label={t('table')}>
      <THead>
        <HeaderCell>{t('code')}</HeaderCell>
        <HeaderCell>{t('state')}</HeaderCell>
        <HeaderCell numeric className={WIDE}>
          {t('credits')}
        </HeaderCell>
        <HeaderCell numeric className={WIDE}>
          {t('uses')}
        </HeaderCell>
        <HeaderCell className={WIDE}>{t('window')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('validity')}</HeaderCell>
        <HeaderCell>
          <span className="sr-only">{t('actions')}</span>
        </HeaderCell>
      </THead>
      <TBody>
        {promotions.map((promotion) => (
          <Row key={promotion.code}>
            <CodeCell {...promotion} />
            <Cell>
              <Chip tone={stateTone[promotion.state]}>{t(`states.${promotion.state}`)}</Chip>
            </Cell>
            <Cell numeric className={WIDE}>
              {formatDecimal(promotion.credits, locale)}
            </Cell>
            <Cell numeric className={WIDE}>
              {promotion.maxUses === null
                ? formatNumber(promotion.uses, locale)
                : t('usesOf', { uses: promotion.uses, max: promotion.maxUses })}
            </Cell>
            <Cell className={WIDE}>
              <Window promotion={promotion} />
            </Cell>
            <Cell className={WIDE}>
              {promotion.validityDays === null ? t('never') : t('days', { days: promotion.validityDays })}
            </Cell>
            <Cell>
              <span className="flex justify-end gap-1 max-md:flex-col max-md:items-end">
                <LinkButton
                  size="sm"
                  variant="ghost"
                  href={`/admin/promotions?code=${promotion.code}`}
                  aria-label={t('showUses', { code: promotion.code })}
                >
                  {t('uses')}
                </LinkButton>
                <ActiveButton
                  {...{ words: 'promotions', code: promotion.code, active: promotion.active, setActive }}
                />
              </span>
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}

function Window({ promotion: { startsAt, endsAt } }: { promotion: PromotionDto }) {
  const t = useTranslations('promotions');
  return (
    <>
      <Time at={startsAt} format="datetime" /> –{' '}
      {endsAt ? <Time at={endsAt} format="datetime" /> : t('endless')}
    </>
  );
}
