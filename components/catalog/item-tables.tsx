import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { formatDate, formatDecimal, formatMoney } from '@/lib/core/format';
import type { Action } from '@/components/ui/action-result';
import type { BillingInterval } from '@/lib/domain/catalog/schema.prices';
import type { CatalogueDto, ItemInput, ItemKind, ServicePriceDto } from '@/lib/domain/catalog/schema';
import { CategoryForm } from './category-form';
import { PackForm, ServiceForm, TierForm } from './item-forms';
import { ItemList } from './item-list';
import type { RowActions } from './item-row-actions';

interface TableProps<K extends ItemKind> {
  items: CatalogueDto[K];
  create: Action<ItemInput<K>, unknown>;
  update: Action<ItemInput<K>, unknown>;
  row: RowActions;
}

/** The document writes money with all its decimals, so without the point it is minor units. */
const money = (price: string, currency: string, locale: string) =>
  formatMoney(price.replace('.', ''), currency, locale);

const packPrices = (prices: CatalogueDto['pack'][number]['prices'], locale: string) =>
  Object.entries(prices)
    .map(([currency, price]) => money(price, currency, locale))
    .join(' · ');

const tierPrices = (
  prices: CatalogueDto['tier'][number]['prices'],
  interval: BillingInterval,
  locale: string,
) =>
  Object.entries(prices)
    .flatMap(([currency, terms]) => (terms[interval] ? [money(terms[interval], currency, locale)] : []))
    .join(' · ');

export function PackTable({ items, create, update, row }: TableProps<'pack'>) {
  const t = useTranslations('admin.catalogue');
  const locale = useLocale();
  return (
    <ItemList
      kind="pack"
      row={row}
      columns={[t('field.credits'), t('field.prices'), t('field.validity')]}
      create={<PackForm save={create} position={items.length + 1} />}
      items={items.map((pack) => ({
        ...pack,
        edit: <PackForm save={update} item={pack} />,
        cells: [
          formatDecimal(pack.credits, locale),
          packPrices(pack.prices, locale),
          pack.validityDays === null ? t('neverExpires') : t('days', { days: pack.validityDays }),
        ],
      }))}
    />
  );
}

export function TierTable({ items, create, update, row }: TableProps<'tier'>) {
  const t = useTranslations('admin.catalogue');
  const locale = useLocale();
  return (
    <ItemList
      kind="tier"
      row={row}
      columns={[
        t('field.allowance'),
        t('field.rolloverShort'),
        t('field.monthlyPrice'),
        t('field.yearlyPrice'),
      ]}
      create={<TierForm save={create} position={items.length + 1} />}
      items={items.map((tier) => ({
        ...tier,
        edit: <TierForm save={update} item={tier} />,
        cells: [
          formatDecimal(tier.allowance, locale),
          formatDecimal(tier.rollover, locale),
          Object.keys(tier.prices).length === 0 ? t('free') : tierPrices(tier.prices, 'month', locale),
          tierPrices(tier.prices, 'year', locale),
        ],
      }))}
    />
  );
}

type ServiceTableProps = TableProps<'service'> & { history: Record<string, ServicePriceDto[]> };

export function ServiceTable({ items, create, update, row, history }: ServiceTableProps) {
  const t = useTranslations('admin.catalogue');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const groups = [...new Set(items.map(({ group }) => group))];
  const since = (code: string) => {
    const from = history[code]?.[0]?.validFrom;
    return from ? formatDate(from, locale, timeZone) : '';
  };
  return (
    <ItemList
      kind="service"
      row={row}
      columns={[t('field.group'), t('field.priceCredits'), t('field.per'), t('field.since')]}
      create={<ServiceForm save={create} groups={groups} position={items.length + 1} />}
      items={items.map((service) => ({
        ...service,
        edit: <ServiceForm save={update} groups={groups} item={service} prices={history[service.code]} />,
        cells: [
          service.group,
          formatDecimal(service.price, locale),
          t('perUnits', { count: service.perUnits, unit: service.unit }),
          since(service.code),
        ],
      }))}
    />
  );
}

export function CategoryTable({ items, create, update, row }: TableProps<'supportCategory'>) {
  const t = useTranslations('admin.catalogue');
  const locale = useLocale();
  return (
    <ItemList
      kind="supportCategory"
      row={row}
      columns={[t('field.hint'), t('field.priceCredits'), t('field.cardPrices')]}
      create={<CategoryForm save={create} position={items.length + 1} />}
      items={items.map((category) => ({
        ...category,
        edit: <CategoryForm save={update} item={category} />,
        cells: [
          category.hint,
          category.isQuoted ? t('byQuote') : formatDecimal(category.price, locale),
          category.isQuoted ? '' : packPrices(category.prices, locale),
        ],
      }))}
    />
  );
}
