import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import type { AskableDto } from '@/lib/domain/approvals/schema.dto';

type Refusal =
  | { kind: 'severalOrganisations' }
  | { kind: 'noOwner'; organisation: string }
  | { kind: NonNullable<AskableDto['refusal']>; number: string };

/** Why these requests cannot be asked about; empty when they can. The verb asks the same questions again. */
export function refusalsOf(askable: readonly AskableDto[]): Refusal[] {
  if (new Set(askable.map(({ organisation }) => organisation.id)).size > 1)
    return [{ kind: 'severalOrganisations' }];
  const [first] = askable;
  const missing: Refusal[] =
    first && !first.owner ? [{ kind: 'noOwner', organisation: first.organisation.name }] : [];
  return [
    ...missing,
    ...askable.flatMap(({ refusal, number }) => (refusal ? [{ kind: refusal, number }] : [])),
  ];
}

/** The reasons, each in a sentence that says what to do. */
export function CannotAsk({ refusals }: { refusals: readonly Refusal[] }) {
  const t = useTranslations('asking');
  return (
    <Banner tone="warning" title={t('cannot')} role="alert">
      <ul className="list-disc ps-4">
        {refusals.map((refusal, index) => (
          <li key={index}>
            {refusal.kind === 'severalOrganisations'
              ? t('severalOrganisations')
              : refusal.kind === 'noOwner'
                ? t('noOwner', { organisation: refusal.organisation })
                : t(`refusal.${refusal.kind}`, { number: refusal.number })}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
