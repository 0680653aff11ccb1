import { useTranslations } from 'next-intl';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { InlineCode } from './inline-code';

interface Code {
  code: string;
  status: number;
  title: string;
  fix: string;
}

/** Every code with what to do about it; the `type` of a problem leads to its row. */
export function CodeTable({ codes }: { codes: Code[] }) {
  const t = useTranslations('api.page');
  return (
    <Table label={t('partOf', { call: t('codes'), part: t('fix') })} frameClassName="rounded-lg border">
      <THead>
        <HeaderCell>{t('code')}</HeaderCell>
        <HeaderCell numeric>{t('status')}</HeaderCell>
        <HeaderCell>{t('meaning')}</HeaderCell>
        <HeaderCell>{t('fix')}</HeaderCell>
      </THead>
      <TBody>
        {codes.map(({ code, status, title, fix }) => (
          <Row key={code} id={code} className="target:bg-accent-soft scroll-mt-12">
            <Cell heading mono>
              {code}
            </Cell>
            <Cell numeric>{status}</Cell>
            <Cell className="min-w-36">{title}</Cell>
            <Cell className="min-w-64">
              <InlineCode text={fix} />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
