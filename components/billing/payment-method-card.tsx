'use client';

import { CreditCard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { useAction } from '@/components/ui/form';
import { TextLink } from '@/components/ui/link-button';
import type { OpenPortal } from './unpaid-banner';

interface PaymentMethodCardProps {
  /** Who pays by invoice has no card here. */
  paysBy: 'card' | 'invoice' | 'nothing';
  mayManage: boolean;
  openPortal: OpenPortal;
}

/** The card is kept by Stripe: it is looked at and changed there. */
export function PaymentMethodCard({ paysBy, mayManage, openPortal }: PaymentMethodCardProps) {
  const t = useTranslations('billing.method');
  const { run, pending } = useAction(openPortal, { onSuccess: ({ url }) => window.location.assign(url) });
  return (
    <Card as="section" aria-labelledby="method-title">
      <CardHeader id="method-title" title={t('title')} className="mb-2" />
      <p className="text-muted prose-width text-sm">{t(paysBy)}</p>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        {paysBy === 'card' && mayManage && (
          <Button loading={pending} onClick={() => run({ purpose: 'card' })}>
            <CreditCard aria-hidden />
            {t('open')}
          </Button>
        )}
        <TextLink href="/credits/auto-top-up" className="text-sm">
          {t('topUp')}
        </TextLink>
      </div>
    </Card>
  );
}
