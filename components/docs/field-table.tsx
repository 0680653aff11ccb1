import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
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
      <Table
        label={t('partOf', { call, part: label })}
        frameClassName="rounded-md border"
        className="table-fixed"
      >
        <THead>
          <HeaderCell className="w-1/2">{t('field')}</HeaderCell>
          <HeaderCell>{t('about')}</HeaderCell>
        </THead>
        <TBody>
          {rows.map((row) => (
            <Row key={row.path}>
              <Cell heading className="align-top [overflow-wrap:anywhere]">
                <code className="block font-mono">
                  <Path path={row.path} />
                </code>
                <span className="text-muted text-xs font-normal">
                  {row.type}
                  {row.required && !isAnswer && <span className="text-warning ms-2">{t('needed')}</span>}
                </span>
              </Cell>
              <Cell className="align-top">
                <InlineCode text={row.description} />
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
    </div>
  );
}

/** A long path breaks before its dots. */
function Path({ path }: { path: string }) {
  return path.split('.').map((part, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          <wbr />.
        </>
      )}
      {part}
    </Fragment>
  ));
}
