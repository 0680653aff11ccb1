import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { CopyText } from '@/components/ui/copy-button';
import { formatMoney } from '@/lib/core/format';
import type { TransferAccount } from './types';

interface TransferInstructionsProps {
  account: TransferAccount;
  /** What is still due. */
  amountMinor: string;
  currency: string;
  reference: string;
  /** The last day on which the money is awaited. */
  dueOn: string | null;
  /** The same as a document. */
  action?: ReactNode;
}

/** The pro-forma of a transfer: everything that has to be typed at the bank, each with its button to copy. */
export function TransferInstructions(props: TransferInstructionsProps) {
  const { account, amountMinor, currency, reference, dueOn, action } = props;
  const t = useTranslations('payments.transfer');
  const locale = useLocale();
  const rows: { term: string; detail: ReactNode; hint?: string }[] = [
    { term: t('amount'), detail: <CopyText text={plain(formatMoney(amountMinor, currency, locale))} /> },
    { term: t('reference'), detail: <CopyText text={reference} />, hint: t('referenceHint') },
    { term: t('holder'), detail: <CopyText text={account.holder} /> },
    { term: t('iban'), detail: <CopyText text={account.iban} /> },
    ...(account.bic ? [{ term: t('bic'), detail: <CopyText text={account.bic} /> }] : []),
    { term: t('bank'), detail: account.bank },
    ...(dueOn ? [{ term: t('due'), detail: <Time at={dueOn} /> }] : []),
  ];
  return (
    <Card as="section" aria-labelledby="transfer-title">
      <CardHeader id="transfer-title" title={t('title')} description={t('text')} actions={action} />
      <dl className="divide-line divide-y text-sm">
        {rows.map(({ term, detail, hint }) => (
          <div key={term} className="grid gap-x-4 py-2 sm:grid-cols-[10rem_1fr]">
            <dt className="text-muted">{term}</dt>
            <dd className="min-w-0">
              {detail}
              {hint && <p className="text-muted">{hint}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Banks' forms take no hard space. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
