import { useLocale, useTranslations } from 'next-intl';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatNumber } from '@/lib/core/format';
import { type ReportQuery, approvalStates } from '@/lib/domain/approvals/schema';
import type { ApprovalReportDto } from '@/lib/domain/approvals/schema.dto';
import { reportHref } from './report-href';
import { Turnaround } from './turnaround';

interface OrganisationTableProps {
  rows: ApprovalReportDto['organisations'];
  query: Omit<ReportQuery, 'after'>;
}

/** How each organisation's owner decides, and how soon. */
export function OrganisationTable({ rows, query }: OrganisationTableProps) {
  const t = useTranslations('asking');
  const locale = useLocale();
  return (
    <Table label={t('report.byOrganisation')} frameClassName="max-h-96 overflow-y-auto">
      <THead>
        <HeaderCell>{t('report.organisation')}</HeaderCell>
        {approvalStates.map((state) => (
          <HeaderCell key={state} numeric>
            {t(`state.${state}`)}
          </HeaderCell>
        ))}
        <HeaderCell numeric>{t('report.turnaround')}</HeaderCell>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell heading>
              <TextLink href={reportHref({ ...query, organisation: row.id })}>{row.name}</TextLink>
            </Cell>
            {approvalStates.map((state) => (
              <Cell key={state} numeric>
                {formatNumber(row[state], locale)}
              </Cell>
            ))}
            <Cell numeric>
              <Turnaround hours={row.turnaroundHours} />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
