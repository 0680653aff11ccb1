import { useTranslations } from 'next-intl';
import type { AuditField } from '@/lib/domain/audit/schema';

const SHOWN = 3;

/** Before and after of each field; more than a few wait behind a fold. */
export function AuditChange({ fields, reason }: { fields: AuditField[]; reason: string | null }) {
  const t = useTranslations('admin.audit');
  return (
    <div className="flex flex-col gap-1">
      {reason && <p>{t('reason', { reason })}</p>}
      <FieldList fields={fields.slice(0, SHOWN)} />
      {fields.length > SHOWN && (
        <details>
          <summary className="text-accent cursor-pointer rounded-sm font-medium">
            {t('more', { count: fields.length - SHOWN })}
          </summary>
          <FieldList fields={fields.slice(SHOWN)} />
        </details>
      )}
      {fields.length === 0 && !reason && <span className="text-muted">{t('noChange')}</span>}
    </div>
  );
}

function FieldList({ fields }: { fields: AuditField[] }) {
  const t = useTranslations('admin.audit');
  return (
    <dl className="flex flex-col gap-1">
      {fields.map(({ field, before, after }) => (
        <div key={field} className="flex flex-wrap gap-x-2 [overflow-wrap:anywhere]">
          <dt className="text-muted">{field}</dt>
          <dd className="flex flex-wrap gap-x-1.5">
            {before !== null && (
              <del className="text-critical">
                <span className="sr-only">{t('before')} </span>
                {before}
              </del>
            )}
            {after !== null && (
              <ins className="text-positive no-underline">
                <span className="sr-only">{t('after')} </span>
                {after}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
