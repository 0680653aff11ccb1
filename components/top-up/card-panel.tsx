'use client';

import { CreditCard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { SavedCardDto } from '@/lib/domain/top-up/schema';
import { brandName } from './card-name';

type Nothing = Record<string, never>;
type Props = {
  card: SavedCardDto | null;
  start: Action<Nothing, { url: string }>;
  remove: Action<Nothing, unknown>;
};

/** The card that is charged: saved and replaced on the provider's page, removed here. */
export function CardPanel({ card, start, remove }: Props) {
  const t = useTranslations('topup.card');
  const { run, pending } = useAction(start, { onSuccess: ({ url }) => window.location.assign(url) });
  return (
    <Card>
      <CardHeader title={t('title')} description={t('lead')} />
      <div className="flex flex-col gap-4">
        {card ? <CardLine card={card} /> : <p className="text-muted text-sm">{t('none')}</p>}
        <div className="flex flex-wrap gap-2">
          <Button variant={card ? 'secondary' : 'primary'} loading={pending} onClick={() => run({})}>
            {t(card ? 'replace' : 'save')}
          </Button>
          {card && <RemoveCard card={card} remove={remove} />}
        </div>
      </div>
    </Card>
  );
}

const nameOf = ({ brand, last4 }: SavedCardDto) => ({ brand: brandName(brand), last4 });

/** `2030-04` as cards print it: 04/30. */
const printed = (expiry: string) => `${expiry.slice(5)}/${expiry.slice(2, 4)}`;

function CardLine({ card }: { card: SavedCardDto }) {
  const t = useTranslations('topup.card');
  return (
    <p className="flex items-center gap-3 text-sm">
      <CreditCard aria-hidden className="text-muted size-4 shrink-0" />
      <span className="figures font-medium">{t('name', nameOf(card))}</span>
      <span className="text-muted figures">{t('expires', { month: printed(card.expiry) })}</span>
    </p>
  );
}

function RemoveCard({ card, remove }: { card: SavedCardDto; remove: Props['remove'] }) {
  const t = useTranslations('topup.card');
  const toast = useToast();
  const router = useRouter();
  const { run } = useAction(remove, {
    onSuccess: () => {
      toast({ title: t('removed') });
      router.refresh();
    },
  });
  return (
    <ConfirmDialog
      trigger={<Button variant="ghost">{t('remove')}</Button>}
      title={t('removeTitle', { card: t('name', nameOf(card)) })}
      description={t('removeText')}
      confirmLabel={t('remove')}
      onConfirm={() => run({})}
    />
  );
}
