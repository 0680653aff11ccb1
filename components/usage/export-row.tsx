import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/link-button';
import { Progress } from '@/components/ui/progress';
import { formatBytes, formatDate, formatPercent } from '@/lib/core/format';
import type { ExportDto } from '@/lib/domain/analytics/schema.export';

/** One export: what it is, how far, and its file once it is there. */
export function ExportRow({ row }: { row: ExportDto }) {
  const t = useTranslations('usage.exports');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const isOpen = row.status === 'queued' || row.status === 'running';
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 text-sm">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p>
          {t('what', {
            ...{ kind: row.kind, format: row.format },
            from: formatDate(row.from, locale),
            to: formatDate(row.to, locale),
          })}
          <span className="text-muted">, {t('by', { name: row.createdBy })}</span>
        </p>
        <p className={row.status === 'failed' ? 'text-critical' : 'text-muted'}>
          {t(`status.${row.status}`, {
            percent: formatPercent(row.progress, { locale, digits: 0 }),
            date: formatDate(row.expiresAt, locale, timeZone),
          })}
        </p>
        {isOpen && (
          <Progress
            label={t('progress')}
            value={row.status === 'running' ? Math.round(row.progress * 100) : undefined}
          />
        )}
      </div>
      {row.href && (
        <LinkButton size="sm" href={row.href} prefetch={false} download>
          {t('download', { size: formatBytes(row.sizeBytes ?? 0, locale) })}
        </LinkButton>
      )}
    </li>
  );
}
