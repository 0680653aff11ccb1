import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import type { BulkResultDto } from '@/lib/domain/desk/schema.dto';

type Refused = Extract<BulkResultDto, { ok: false }>;

/** What became of each: the refused ones by number, each with the reason in words. */
export function BulkResults({ results, onClose }: { results: BulkResultDto[]; onClose: () => void }) {
  const t = useTranslations('desk.bulk');
  const errors = useTranslations('errors');
  const refused = results.flatMap((result) => (result.ok ? [] : [result]));
  const done = results.length - refused.length;
  // A refusal names its sentence and the values in it, whichever verb refused.
  const why = ({ reason, values }: Refused) =>
    errors.has(reason as never) ? errors(reason as never, values as never) : errors('generic');
  return (
    <Banner
      role="status"
      tone={refused.length > 0 ? 'warning' : 'positive'}
      title={t('done', { done, refused: refused.length })}
      dismiss={
        <Button size="sm" variant="ghost" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      {refused.length > 0 && (
        <ul className="mt-1 flex flex-col gap-0.5">
          {refused.map((row) => (
            <li key={row.requestId}>
              <span className="font-mono">{row.number ?? t('unknown')}</span>: {why(row)}
            </li>
          ))}
        </ul>
      )}
    </Banner>
  );
}
