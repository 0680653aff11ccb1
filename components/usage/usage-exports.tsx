'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { QueryProvider } from '@/components/query-provider';
import { readJson } from '@/components/read-json';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { useAction } from '@/components/ui/form';
import { FormError } from '@/components/ui/form-error';
import { LinkButton } from '@/components/ui/link-button';
import { useHydrated } from '@/components/ui/use-hydrated';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import type { ExportDto, ExportFormat } from '@/lib/domain/analytics/schema.export';
import type { UsageSearch } from '@/lib/domain/analytics/schema.usage';
import { ExportRow } from './export-row';

const EVERY_MS = 1_500;
const RARELY_MS = 10_000;

/** The filters as the export takes them, all as text. */
type Asked = { kind: 'usage' | 'entries'; format: ExportFormat; from: string; to: string };
type Start = Action<Asked & Partial<Record<string, unknown>>, { exportId: string }>;
type Props = { search: UsageSearch; isLong: boolean; initial: ExportDto[]; start: Start };

export function UsageExports(props: Props) {
  return (
    <QueryProvider>
      <Exports {...props} />
    </QueryProvider>
  );
}

function Exports({ search, isLong, initial, start }: Props) {
  const t = useTranslations('usage.exports');
  const hydrated = useHydrated();
  const { data, isError, refetch } = useQuery({
    queryKey: ['exports'],
    queryFn: () => readJson<ExportDto[]>('/api/portal/exports'),
    initialData: initial,
    refetchInterval: ({ state }) => pollEvery(state.data),
  });
  const { run, pending, failure } = useAction(start, { onSuccess: () => void refetch() });
  const long = (format: ExportFormat) => () => void run(asked(search, 'entries', format));
  return (
    <Card as="section" aria-labelledby="export-title" className="flex flex-col gap-4">
      <CardHeader
        id="export-title"
        title={t('title')}
        description={isLong ? `${t('description')} ${t('long')}` : t('description')}
        className="mb-0"
      />
      {failure && <FormError message={failure.message} requestId={failure.requestId} />}
      <div className="flex flex-wrap gap-2">
        <Direct search={search} kind="usage" format="csv" label={t('tableCsv')} />
        <Direct search={search} kind="usage" format="json" label={t('tableJson')} />
        {isLong ? (
          <>
            <Button disabled={!hydrated} loading={pending} onClick={long('csv')}>
              {t('entriesCsv')}
            </Button>
            <Button disabled={!hydrated} loading={pending} onClick={long('json')}>
              {t('entriesJson')}
            </Button>
          </>
        ) : (
          <>
            <Direct search={search} kind="entries" format="csv" label={t('entriesCsv')} />
            <Direct search={search} kind="entries" format="json" label={t('entriesJson')} />
          </>
        )}
      </div>
      {isError && <p className="text-warning text-sm">{t('stale')}</p>}
      {data.length > 0 && (
        <ul aria-label={t('list')} className="divide-line flex flex-col divide-y border-t">
          {data.map((row) => (
            <ExportRow key={row.id} row={row} />
          ))}
        </ul>
      )}
      <VisuallyHidden>
        <span role="status">{data.some(({ status }) => status === 'queued') && t('started')}</span>
      </VisuallyHidden>
    </Card>
  );
}

function pollEvery(rows: readonly ExportDto[] | undefined): number | false {
  if (rows?.some(({ status }) => status === 'queued' || status === 'running')) return EVERY_MS;
  return rows?.some(({ status }) => status === 'failed') ? RARELY_MS : false;
}

/** A short list is sent at once: a plain link, which works before any script does. */
function Direct(props: { search: UsageSearch; kind: Asked['kind']; format: ExportFormat; label: string }) {
  const { kind, format, ...filters } = asked(props.search, props.kind, props.format);
  const fields = Object.entries({ kind, format, ...filters }).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(fields.map(([name, value]) => [name, String(value)]));
  return (
    <LinkButton href={`/api/portal/exports/direct?${query.toString()}`} prefetch={false} download>
      {props.label}
    </LinkButton>
  );
}

const asked = (
  { range: { from, to }, service, member, apiKey, groupBy, compare }: UsageSearch,
  kind: Asked['kind'],
  format: ExportFormat,
) => ({ kind, format, from, to, service, member, apiKey, groupBy, compare });
