'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { QueryProvider } from '@/components/query-provider';
import { readJson } from '@/components/read-json';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { formatDecimal } from '@/lib/core/format';
import type { WarningDto } from '@/lib/domain/warnings/schema';
import { useThresholdLine } from './threshold-line';
import { usePutAway } from './use-put-away';
import { ZeroDialog } from './zero-dialog';

const EVERY_MS = 30_000;

/** `reader` names the member: what one puts away stays for the others. */
type Props = { initial: WarningDto | null; reader: string };

/** The most severe warning that applies, on every page of a customer, and the dialog of an empty wallet. */
export function WalletWarning(props: Props) {
  return (
    <QueryProvider>
      <Live {...props} />
    </QueryProvider>
  );
}

function Live({ initial, reader }: Props) {
  const path = usePathname();
  // The frame stays while pages change: each page asks anew.
  const { data } = useQuery({
    queryKey: ['warning', path],
    queryFn: () => readJson<WarningDto | null>('/api/portal/warning', { byTheWay: true }),
    initialData: initial,
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  });
  if (!data) return null;
  const occasion = `${reader}:${data.key}:${data.periodStart}`;
  return (
    <>
      <WarningBanner key={occasion} warning={data} occasion={occasion} isBuying={isBuying(path)} />
      {data.isBlocking && !isPaying(path) && <ZeroDialog warning={data} reader={reader} />}
    </>
  );
}

const isBuying = (path: string) => path.startsWith('/credits');
/** Where tiers are chosen and paid the dialog would only stand in the way. */
const isPaying = (path: string) => isBuying(path) || path.startsWith('/billing');

type BannerProps = { warning: WarningDto; occasion: string; isBuying: boolean };

function WarningBanner({ warning, occasion, isBuying }: BannerProps) {
  const t = useTranslations('warnings');
  const locale = useLocale();
  const line = useThresholdLine();
  const [isAway, putAway] = usePutAway('local', `warning:${occasion}`, false);
  if (isAway) return null;
  const { mayBuy, tone, available } = warning;
  return (
    <Banner
      tone={tone}
      title={line(warning)}
      action={
        mayBuy &&
        !isBuying && (
          <LinkButton href="/credits" size="sm">
            {t('buy')}
          </LinkButton>
        )
      }
      dismiss={
        <Button variant="ghost" size="icon" aria-label={t('putAway')} onClick={putAway}>
          <X aria-hidden />
        </Button>
      }
    >
      {warning.isBlocking ? t('stopped') : t('available', { credits: formatDecimal(available, locale) })}{' '}
      {!mayBuy && t('ask')}
    </Banner>
  );
}
