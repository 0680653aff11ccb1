import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import type { ItemKind } from '@/lib/domain/catalog/schema';
import { ItemRowActions, type RowActions } from './item-row-actions';

interface Item {
  code: string;
  name: string;
  active: boolean;
  cells: string[];
  edit: ReactNode;
}

interface ItemListProps {
  kind: ItemKind;
  columns: string[];
  items: Item[];
  create: ReactNode;
  row: RowActions;
}

/** One kind of catalogue entries in the order in which customers see them; inactive ones stay in their place. */
export function ItemList({ kind, columns, items, create, row }: ItemListProps) {
  const t = useTranslations('admin.catalogue');
  return (
    <Card padded={false}>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <p className="prose-width text-muted text-sm">{t(`${kind}.description`)}</p>
        {create}
      </div>
      {items.length === 0 ? (
        <EmptyState picture="table" title={t(`${kind}.empty`)} />
      ) : (
        <Table label={t(`${kind}.title`)}>
          <THead className="border-t">
            <HeaderCell>{t('field.name')}</HeaderCell>
            {columns.map((column) => (
              <HeaderCell key={column}>{column}</HeaderCell>
            ))}
            <HeaderCell>{t('field.state')}</HeaderCell>
            <HeaderCell>
              <span className="sr-only">{t('actions')}</span>
            </HeaderCell>
          </THead>
          <TBody>
            {items.map((item, index) => (
              <Row key={item.code}>
                <Cell heading className="min-w-32">
                  <span className="block">{item.name}</span>
                  <span className="text-muted font-mono text-xs">{item.code}</span>
                </Cell>
                {item.cells.map((cell, nth) => (
                  <Cell key={columns[nth]} className="figures">
                    {cell}
                  </Cell>
                ))}
                <Cell>
                  <Chip tone={item.active ? 'positive' : 'neutral'}>
                    {t(item.active ? 'active' : 'inactive')}
                  </Chip>
                </Cell>
                <Cell>
                  <ItemRowActions
                    kind={kind}
                    item={{ code: item.code, name: item.name, active: item.active }}
                    isFirst={index === 0}
                    isLast={index === items.length - 1}
                    {...row}
                  >
                    {item.edit}
                  </ItemRowActions>
                </Cell>
              </Row>
            ))}
          </TBody>
        </Table>
      )}
    </Card>
  );
}
