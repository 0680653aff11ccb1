import type { ReactNode } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';

interface UsesCardProps {
  title: string;
  close: { href: string; label: string };
  /** What stands here while nobody used the code. */
  empty: string;
  /** The headings; the first is of the organisation. */
  heads: string[];
  rows: { key: string; organisationId: string; organisation: string; cells: ReactNode }[];
}

/** Who used a code, a row each. */
export function UsesCard({ title, close, empty, heads, rows }: UsesCardProps) {
  return (
    <Card padded={false}>
      <CardHeader
        className="px-4 pt-4"
        title={title}
        actions={
          <LinkButton size="sm" variant="ghost" href={close.href}>
            {close.label}
          </LinkButton>
        }
      />
      {rows.length === 0 ? (
        <EmptyState picture="table" title={empty} />
      ) : (
        <Table label={title}>
          <THead>
            {heads.map((head) => (
              <HeaderCell key={head}>{head}</HeaderCell>
            ))}
          </THead>
          <TBody>
            {rows.map(({ key, organisationId, organisation, cells }) => (
              <Row key={key}>
                <Cell heading>
                  <TextLink href={`/admin/customers/${organisationId}`}>{organisation}</TextLink>
                </Cell>
                {cells}
              </Row>
            ))}
          </TBody>
        </Table>
      )}
    </Card>
  );
}
