'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import { brandName } from './card-name';

type Finish = Action<{ sessionId: string }, { brand: string; last4: string }>;

/** Back from the provider's page: the card is asked for once, and the address is cleaned. */
export function FinishCard({ sessionId, finish }: { sessionId: string; finish: Finish }) {
  const t = useTranslations('topup.card');
  const toast = useToast();
  const router = useRouter();
  const asked = useRef(false);
  const done = () => router.replace('/credits/auto-top-up');
  const { run } = useAction(finish, {
    onSuccess: (card) => {
      toast({
        title: t('saved', { card: t('name', { ...card, brand: brandName(card.brand) }) }),
        tone: 'positive',
      });
      done();
    },
    onFailure: done,
  });
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    run({ sessionId });
  });
  return <Banner role="status">{t('finishing')}</Banner>;
}
