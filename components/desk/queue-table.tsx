import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Chip } from '@/components/ui/chip';
import { Link } from '@/components/ui/link';
import { Meter } from '@/components/ui/meter';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import type { ExpertQueueDto } from '@/lib/domain/desk/schema.dto';
import { deskHref } from './desk-href';

/** What a phone leaves out. */
const WIDE = 'max-md:hidden';

/** One line an expert, and one for what nobody has; each opens its queue. */
export function QueueTable({ queues }: { queues: ExpertQueueDto[] }) {
  const t = useTranslations('desk.queues');
  return (
    <Table label={t('table')}>
      <THead>
        <HeaderCell>{t('expert')}</HeaderCell>
        <HeaderCell>{t('load')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('byStatus')}</HeaderCell>
        <HeaderCell numeric>{t('late')}</HeaderCell>
        <HeaderCell numeric className={WIDE}>
          {t('oldest')}
        </HeaderCell>
        <HeaderCell numeric className={WIDE}>
          {t('due')}
        </HeaderCell>
      </THead>
      <TBody>
        {queues.map((queue) => (
          <QueueRow key={queue.expert?.id ?? ''} queue={queue} />
        ))}
      </TBody>
    </Table>
  );
}

function QueueRow({ queue }: { queue: ExpertQueueDto }) {
  const t = useTranslations('desk.queues');
  const { expert, open, assigned, inProgress, waiting, late, oldest, due } = queue;
  const name = expert?.name ?? t('nobody');
  const href = deskHref(expert ? { expert: expert.id } : { view: 'unassigned' });
  return (
    <Row>
      <Cell heading>
        <Link href={href} aria-label={t('open', { name })} className="hover:text-accent rounded-sm">
          {name}
        </Link>
        {expert && !expert.isActive && (
          <span className="ms-2">
            <Chip tone="warning">{t('gone')}</Chip>
          </span>
        )}
        {expert && expert.skills.length > 0 && (
          <span className="text-muted block max-w-64 truncate font-normal">{expert.skills.join(', ')}</span>
        )}
      </Cell>
      <Cell className="w-56 min-w-28">
        {expert ? (
          <Meter
            label={t('load')}
            hideLabel
            value={open}
            max={expert.capacity}
            valueText={t('loadText', { open, capacity: expert.capacity })}
            tone={open >= expert.capacity ? 'warning' : 'accent'}
          />
        ) : null}
        <span className="figures text-muted">
          {expert ? t('loadOf', { open, capacity: expert.capacity }) : open}
        </span>
      </Cell>
      <Cell muted className={WIDE}>
        {t(expert ? 'status' : 'statusNobody', { assigned, inProgress, waiting })}
      </Cell>
      <Cell numeric>{late > 0 ? <Chip tone="critical">{t('lateCount', { count: late })}</Chip> : late}</Cell>
      <Cell numeric className={WIDE}>
        <One request={oldest}>{oldest && <Time at={oldest.createdAt} format="relative" />}</One>
      </Cell>
      <Cell numeric className={WIDE}>
        <One request={due}>{due && <Time at={due.dueAt} format="relative" />}</One>
      </Cell>
    </Row>
  );
}

function One({ request, children }: { request: { id: string; number: string } | null; children: ReactNode }) {
  const t = useTranslations('desk.queues');
  if (!request) return <span aria-label={t('noneText')}>{t('none')}</span>;
  return (
    <>
      <Link href={`/desk/requests/${request.id}`} className="hover:text-accent rounded-sm font-mono">
        {request.number}
      </Link>
      <span className="text-muted block">{children}</span>
    </>
  );
}
