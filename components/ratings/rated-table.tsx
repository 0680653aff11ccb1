import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Chip } from '@/components/ui/chip';
import { Link } from '@/components/ui/link';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import type { RatedRowDto } from '@/lib/domain/ratings/schema.dto';
import { type FollowUp, FollowUpDialog } from './follow-up-dialog';

/** What a phone leaves out. */
const WIDE = 'max-md:hidden';

const tones = { 1: 'critical', 2: 'warning', 3: 'neutral', 4: 'positive', 5: 'positive' } as const;
const toneOf = (score: number) => tones[score as keyof typeof tones] ?? 'neutral';

export function RatedTable({ rows, followUp }: { rows: RatedRowDto[]; followUp: FollowUp }) {
  const t = useTranslations('desk.ratings');
  return (
    <Table label={t('table')}>
      <THead>
        <HeaderCell>{t('score')}</HeaderCell>
        <HeaderCell>{t('request')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('comment')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('expert')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('rated')}</HeaderCell>
        <HeaderCell>{t('followUp')}</HeaderCell>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Row key={row.requestId}>
            <Cell className="align-top">
              <Chip tone={toneOf(row.score)}>{t('scoreText', { score: row.score })}</Chip>
            </Cell>
            <Cell heading className="max-w-72 align-top">
              <Link
                href={`/desk/requests/${row.requestId}`}
                className="hover:text-accent block truncate rounded-sm"
              >
                {row.subject}
              </Link>
              <span className="text-muted block truncate font-normal">
                {row.organisation} · <span className="font-mono">{row.number}</span>
              </span>
              <span className="font-normal md:hidden">{row.comment}</span>
            </Cell>
            <Cell muted={!row.comment} className={`max-w-96 align-top whitespace-pre-line ${WIDE}`}>
              {row.comment || t('noComment')}
            </Cell>
            <Cell muted={!row.expert} className={`align-top ${WIDE}`}>
              {row.expert ?? t('nobody')}
            </Cell>
            <Cell muted className={`align-top ${WIDE}`}>
              {t.rich('doneBy', { name: row.ratedBy, time: () => <Time at={row.ratedAt} /> })}
            </Cell>
            <Cell className="max-w-72 align-top">
              <FollowUpCell row={row} followUp={followUp} />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}

function FollowUpCell({ row, followUp }: { row: RatedRowDto; followUp: FollowUp }) {
  const t = useTranslations('desk.ratings');
  const state = row.followUp;
  if (!state) return null;
  if (state.state === 'open')
    return <FollowUpDialog requestId={row.requestId} number={row.number} followUp={followUp} />;
  return (
    <>
      {state.note}
      <span className="text-muted block">
        {t.rich('doneBy', { name: state.by, time: () => <Time at={state.at} /> })}
      </span>
    </>
  );
}
