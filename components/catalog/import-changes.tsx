'use client';

import { useTranslations } from 'next-intl';
import type { ActionFailure } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { FormError } from '@/components/ui/form-error';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { useFieldMessage } from '@/components/ui/use-field-message';
import type { CatalogueChange, ImportPreview } from '@/lib/domain/catalog/schema';

const TONE: Record<CatalogueChange['change'], Tone> = {
  added: 'positive',
  changed: 'info',
  deactivated: 'warning',
  removed: 'warning',
};

/** Each wrong value of the file by its path. */
export function FileProblems({ failure }: { failure: ActionFailure }) {
  const translate = useFieldMessage();
  const fields = Object.entries(failure.fields ?? {});
  return (
    <div className="lg:col-span-2">
      <FormError
        message={failure.message}
        requestId={failure.requestId}
        fields={fields.map(([path, key]) => `${path}: ${translate(key) ?? ''}`)}
      />
    </div>
  );
}

interface ImportChangesProps {
  preview: ImportPreview;
  pending: boolean;
  apply: () => void;
}

export function ImportChanges({ preview: { changes }, pending, apply }: ImportChangesProps) {
  const t = useTranslations('admin.catalogue.file');
  if (changes.length === 0)
    return (
      <p role="status" className="lg:col-span-2">
        {t('same')}
      </p>
    );
  return (
    <Card padded={false} className="lg:col-span-2">
      <CardHeader
        className="px-4 pt-4"
        title={t('changesTitle', { count: changes.length })}
        description={t('changesText')}
        actions={
          <ConfirmDialog
            tone="primary"
            trigger={
              <Button variant="primary" loading={pending}>
                {t('apply', { count: changes.length })}
              </Button>
            }
            title={t('confirmTitle', { count: changes.length })}
            description={t('confirmText')}
            confirmLabel={t('apply', { count: changes.length })}
            onConfirm={apply}
          />
        }
      />
      <Table label={t('changesTitle', { count: changes.length })}>
        <THead className="border-t">
          <HeaderCell>{t('entry')}</HeaderCell>
          <HeaderCell>{t('change')}</HeaderCell>
          <HeaderCell>{t('fields')}</HeaderCell>
        </THead>
        <TBody>
          {changes.map((change) => (
            <Row key={`${change.section} ${change.code}`}>
              <Cell heading className="align-top">
                <span className="block">{t(`section.${change.section}`)}</span>
                <span className="text-muted font-mono text-xs">{change.code}</span>
              </Cell>
              <Cell className="align-top">
                <Chip tone={TONE[change.change]}>{t(`kind.${change.change}`)}</Chip>
              </Cell>
              <Cell>
                <ul className="flex flex-col gap-1">
                  {change.fields.map(({ field, before, after }) => (
                    <li key={field} className="flex flex-wrap gap-x-2 [overflow-wrap:anywhere]">
                      <span className="text-muted">{field}</span>
                      <span>{t('fromTo', { before: before ?? '–', after: after ?? '–' })}</span>
                    </li>
                  ))}
                </ul>
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
    </Card>
  );
}
