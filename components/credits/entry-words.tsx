import { useTranslations } from 'next-intl';
import { TextLink } from '@/components/ui/link-button';
import type { EntryDto } from '@/lib/domain/wallet/schema';

/** An entry as a list has it: only the customer's own list knows the request behind a capture. */
export type Entry = EntryDto & { request?: { id: string; number: string } | null };

/** What an entry was, in words: the kind, and what it was for; a request's own capture leads to the request. */
export function EntryWords({ entry, href }: { entry: Entry; href?: string }) {
  const t = useTranslations('credits.kind');
  const { request, service } = entry;
  const words = t(entry.kind as 'grant');
  const about = request?.number ?? entry.reference ?? entry.reason;
  const detail = [service, about].filter(Boolean).join(' · ');
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
      {detail && (
        <span className="text-muted block truncate text-xs">
          {request ? (
            <>
              {service && `${service} · `}
              <TextLink href={`/support/requests/${request.id}`}>{request.number}</TextLink>
            </>
          ) : (
            detail
          )}
        </span>
      )}
    </span>
  );
}

/** A signed number of credits: the sign is written, not only coloured. */
export function SignedCredits({ decimal, formatted }: { decimal: string; formatted: string }) {
  const isGain = !decimal.startsWith('-');
  return <span className={isGain ? 'text-positive' : undefined}>{isGain ? `+${formatted}` : formatted}</span>;
}
