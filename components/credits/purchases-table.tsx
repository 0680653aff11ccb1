import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Chip, type Tone } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatDecimal, formatMoney } from '@/lib/core/format';
import type { PurchaseDto, PurchaseState } from '@/lib/domain/payments/schema';

const TONE: Record<PurchaseState, Tone> = {
  waiting: 'info',
  declined: 'critical',
  paid: 'positive',
  cancelled: 'neutral',
  expired: 'warning',
  failed: 'critical',
};

/** What a phone leaves out: the page of the purchase has it. */
const WIDE = 'max-md:hidden';

type Props = { purchases: PurchaseDto[]; next: string | null; isFirstPage: boolean };

export function PurchasesTable({ purchases, next, isFirstPage }: Props) {
  const t = useTranslations('billing');
  const state = useTranslations('credits.purchase.state');
  const locale = useLocale();
  const byOf = ({ buyer, origin }: PurchaseDto) => buyer ?? t(`byItself.${origin}`);
  if (purchases.length === 0) return <EmptyState picture="table" title={t('empty')} />;
  return (
    <>
      <Table label={t('caption')}>
        <THead>
          <HeaderCell>{t('what')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('when')}</HeaderCell>
          <HeaderCell numeric className={WIDE}>
            {t('credits')}
          </HeaderCell>
          <HeaderCell numeric>{t('total')}</HeaderCell>
          <HeaderCell>{t('state')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('buyer')}</HeaderCell>
        </THead>
        <TBody>
          {purchases.map((purchase) => (
            <Row key={purchase.id}>
              <Cell heading>
                <TextLink href={`/credits/purchases/${purchase.id}`}>{purchase.packName}</TextLink>
                <span className="text-muted block font-normal md:hidden">
                  <Time at={purchase.createdAt} /> · {byOf(purchase)}
                </span>
              </Cell>
              <Cell muted className={WIDE}>
                <Time at={purchase.createdAt} />
              </Cell>
              <Cell numeric className={WIDE}>
                {formatDecimal(purchase.credits, locale)}
              </Cell>
              <Cell numeric>{formatMoney(purchase.totalMinor, purchase.currency, locale)}</Cell>
              <Cell>
                <Chip tone={TONE[purchase.state]}>{state(purchase.state)}</Chip>
              </Cell>
              <Cell muted className={WIDE}>
                {byOf(purchase)}
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
      <Pagination
        previousHref={isFirstPage ? undefined : '/billing'}
        nextHref={next ? `/billing?before=${next}` : undefined}
      />
    </>
  );
}
