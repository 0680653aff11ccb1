import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Card } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import type { JobDto, JobState, RetryJobInput } from '@/lib/domain/operations/schema';
import { RetryButton } from './retry-button';

const TONE: Record<JobState, Tone> = { failed: 'critical', retrying: 'warning', running: 'info' };

interface JobTableProps {
  jobs: JobDto[];
  retry: Action<z.input<typeof RetryJobInput>, unknown>;
  firstHref?: string;
  nextHref?: string;
}

export function JobTable({ jobs, retry, firstHref, nextHref }: JobTableProps) {
  const t = useTranslations('admin.jobs');
  if (jobs.length === 0)
    return (
      <Card>
        <EmptyState picture="list" title={t('empty')} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('tableLabel')}>
        <THead>
          <HeaderCell>{t('task')}</HeaderCell>
          <HeaderCell>{t('state')}</HeaderCell>
          <HeaderCell>{t('error')}</HeaderCell>
          <HeaderCell numeric>{t('attempts')}</HeaderCell>
          <HeaderCell>{t('nextRun')}</HeaderCell>
          <HeaderCell>
            <span className="sr-only">{t('actions')}</span>
          </HeaderCell>
        </THead>
        <TBody>
          {jobs.map((job) => (
            <Row key={job.id}>
              <Cell heading className="align-top">
                <span className="block font-mono">{job.task}</span>
                <span className="text-muted block text-xs">{t('number', { id: job.id })}</span>
                {job.about && <span className="text-muted block font-mono text-xs">{job.about}</span>}
              </Cell>
              <Cell className="align-top">
                <Chip tone={TONE[job.state]}>{t(`states.${job.state}`)}</Chip>
              </Cell>
              <Cell className="max-w-md min-w-60 align-top [overflow-wrap:anywhere]">{job.error ?? '–'}</Cell>
              <Cell numeric className="align-top">
                {t('attemptsOf', { attempts: job.attempts, max: job.maxAttempts })}
              </Cell>
              <Cell muted className="align-top">
                {job.state === 'failed' ? t('noRun') : <Time at={job.runAt} format="datetime" />}
              </Cell>
              <Cell className="text-end align-top">
                {job.state !== 'running' && <RetryButton jobId={job.id} task={job.task} retry={retry} />}
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}
