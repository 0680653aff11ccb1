import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import type { WaitingDto } from '@/lib/domain/overview/schema';

const SHOWN = 4;

const hrefOf = (item: WaitingDto) =>
  item.kind === 'pay'
    ? `/credits/purchases/${item.purchaseId}?back=1`
    : `/support/requests/${item.requestId}`;

/** What waits for the reader, most pressing first. */
export function WaitingCard({ waiting }: { waiting: WaitingDto[] }) {
  const t = useTranslations('overview.waiting');
  return (
    <Card as="section" aria-labelledby="waiting-title">
      <CardHeader id="waiting-title" title={t('title')} />
      {waiting.length === 0 ? (
        <p className="text-muted text-sm">{t('none')}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {waiting.slice(0, SHOWN).map((item) => (
            <li key={hrefOf(item)} className="text-sm">
              <Link href={hrefOf(item)} className="hover:text-accent block rounded-sm">
                <span className="block font-medium underline-offset-3">
                  {item.kind === 'pay' && item.declined ? t('declined') : t(item.kind)}
                </span>
                <span className="text-muted line-clamp-1">
                  {item.kind === 'pay' ? item.packName : `${item.number} · ${item.subject}`}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
