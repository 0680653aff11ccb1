import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { formatMoney } from '@/lib/core/format';
import type { OnAccountDto } from '@/lib/domain/payments/schema';

const KINDS = ['overpayment', 'applied', 'refunded'] as const;

/** Money that came beyond what was due. It pays for what comes next, or goes back when it is asked for. */
export function OnAccountCard({ account }: { account: OnAccountDto }) {
  const t = useTranslations('billing.onAccount');
  const locale = useLocale();
  const money = (minor: string) => formatMoney(minor, account.currency, locale);
  return (
    <Card as="section" aria-labelledby="account-title">
      <CardHeader id="account-title" title={t('title')} className="mb-1" />
      <p className="figures text-xl font-semibold">{money(account.balanceMinor)}</p>
      <p className="text-muted prose-width text-sm">{t('text')}</p>
      {account.entries.length > 0 && (
        <dl className="divide-line mt-3 divide-y text-sm">
          {account.entries.map(({ id, kind, amountMinor, at }) => {
            const known = KINDS.find((one) => one === kind);
            return (
              <div key={id} className="flex justify-between gap-4 py-1.5">
                <dt>
                  {known ? t(`kind.${known}`) : kind} · <Time at={at} />
                </dt>
                <dd className="figures">{money(amountMinor)}</dd>
              </div>
            );
          })}
        </dl>
      )}
    </Card>
  );
}
