import { useTranslations } from 'next-intl';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { InlineCode } from './inline-code';

export interface FieldRow {
  path: string;
  type: string;
  required: boolean;
  description: string;
}

interface FieldTableProps {
  /** The call's name in words: regions of one page have names of their own. */
  call: string;
  label: string;
  rows: FieldRow[];
  isAnswer?: boolean;
}

/** The fields of a request or an answer. What is always there in an answer need not be said. */
export function FieldTable({ call, label, rows, isAnswer }: FieldTableProps) {
  const t = useTranslations('api.page');
  return (
    <div className="min-w-0">
      <h4 className="text-muted mb-1 text-sm font-medium">{label}</h4>
      <Table label={t('partOf', { call, part: label })} frameClassName="rounded-md border">
        <THead>
          <HeaderCell>{t('field')}</HeaderCell>
          <HeaderCell>{t('type')}</HeaderCell>
          <HeaderCell>{t('about')}</HeaderCell>
        </THead>
        <TBody>
          {rows.map((row) => (
            <Row key={row.path}>
              <Cell heading mono className="whitespace-nowrap">
                {row.path}
                {row.required && !isAnswer && (
                  <span className="text-warning ms-2 font-sans text-xs">{t('needed')}</span>
                )}
              </Cell>
              <Cell muted>{row.type}</Cell>
              <Cell className="min-w-56">
                <InlineCode text={row.description} />
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
    </div>
  );
}
