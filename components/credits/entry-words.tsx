import { useTranslations } from 'next-intl';
import { TextLink } from '@/components/ui/link-button';
import { SUPPORT_SERVICE } from '@/lib/domain/support/schema';
import type { EntryDto } from '@/lib/domain/wallet/schema';

/** What an entry was, in words: the kind, and what it was for. */
export function EntryWords({ entry, href }: { entry: EntryDto; href?: string }) {
  const t = useTranslations('credits.kind');
  // A program captures what it held for its own work, too: only support has requests.
  const isWork = entry.kind === 'capture' && entry.serviceCode !== SUPPORT_SERVICE;
  const words = t((isWork ? 'captureWork' : entry.kind) as 'grant');
  const detail = [entry.service, entry.reference ?? entry.reason].filter(Boolean).join(' · ');
  return (
    <span className="block min-w-0">
      <span className="block">
        {href ? (
          <TextLink href={href} aria-label={[words, detail].filter(Boolean).join(': ')}>
            {words}
          </TextLink>
        ) : (
          words
        )}
      </span>
      {detail && <span className="text-muted block truncate text-xs">{detail}</span>}
    </span>
  );
}

/** A signed number of credits: the sign is written, not only coloured. */
export function SignedCredits({ decimal, formatted }: { decimal: string; formatted: string }) {
  const isGain = !decimal.startsWith('-');
  return <span className={isGain ? 'text-positive' : undefined}>{isGain ? `+${formatted}` : formatted}</span>;
}
