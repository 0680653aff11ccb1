import { useLocale, useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { formatMoney } from '@/lib/core/format';
import type { WaitingDto } from '@/lib/domain/overview/schema';

const SHOWN = 4;

function hrefOf(item: WaitingDto): string {
  switch (item.kind) {
    case 'pay':
      return `/credits/purchases/${item.purchaseId}?back=1`;
    case 'unpaid':
      return `/billing/invoices/${item.number}`;
    case 'renewal':
      return '/billing';
    default:
      return `/support/requests/${item.requestId}`;
  }
}

function titleOf(item: WaitingDto) {
  if (item.kind === 'pay' && item.declined) return 'declined';
  return item.kind === 'unpaid' && item.isOverdue ? 'overdue' : item.kind;
}

/** What waits for the reader, most pressing first. */
export function WaitingCard({ waiting }: { waiting: WaitingDto[] }) {
  const t = useTranslations('overview.waiting');
  const locale = useLocale();
  const about = (item: WaitingDto) => {
    if (item.kind === 'pay') return item.packName;
    if (item.kind === 'renewal') return item.tier;
    if (item.kind === 'unpaid')
      return `${item.number} · ${formatMoney(item.amountMinor, item.currency, locale)}`;
    return `${item.number} · ${item.subject}`;
  };
  return (
    <Card as="section" aria-labelledby="waiting-title">
      <CardHeader id="waiting-title" title={t('title')} />
      {waiting.length === 0 ? (
        <p className="text-muted text-sm">{t('none')}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {waiting.slice(0, SHOWN).map((item) => (
            <li key={`${item.kind}:${hrefOf(item)}`} className="text-sm">
              <Link href={hrefOf(item)} className="hover:text-accent block rounded-sm">
                <span className="block font-medium underline-offset-3">{t(titleOf(item))}</span>
                <span className="text-muted line-clamp-1">{about(item)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
