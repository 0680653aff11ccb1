import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Chip } from '@/components/ui/chip';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import type { ApprovalRowDto } from '@/lib/domain/approvals/schema.dto';
import { approvalTone } from './approval-tone';

/** A phone shows what was asked and what came of it. */
const WIDE = 'max-md:hidden';

/** The questions themselves, the newest first. */
export function ApprovalTable({ rows }: { rows: ApprovalRowDto[] }) {
  const t = useTranslations('asking');
  return (
    <Table label={t('report.list')}>
      <THead>
        <HeaderCell>{t('report.request')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('report.organisation')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('report.owner')}</HeaderCell>
        <HeaderCell>{t('report.state')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('report.askedAt')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('report.decidedAt')}</HeaderCell>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell heading className="max-w-72">
              <TextLink href={`/desk/requests/${row.requestId}`}>{row.number}</TextLink>
              <span className="text-muted block truncate font-normal">{row.subject}</span>
            </Cell>
            <Cell className={WIDE}>{row.organisation.name}</Cell>
            <Cell className={WIDE}>
              <bdi>{row.owner}</bdi>
            </Cell>
            <Cell>
              <Chip tone={row.isLate ? 'critical' : approvalTone[row.state]}>
                {row.isLate ? t('report.late') : t(`state.${row.state}`)}
              </Chip>
            </Cell>
            <Cell muted className={WIDE}>
              <Time at={row.askedAt} />
            </Cell>
            <Cell muted className={WIDE}>
              {row.decidedAt && <Time at={row.decidedAt} />}
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
