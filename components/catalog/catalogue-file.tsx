'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action, ActionFailure } from '@/components/ui/action-result';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { useAction } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { useToast } from '@/components/ui/toast';
import type { ImportCatalogueInput, ImportPreview, PreviewImportInput } from '@/lib/domain/catalog/schema';
import { FileProblems, ImportChanges } from './import-changes';

const MAX_BYTES = 200_000;

interface CatalogueFileProps {
  preview: Action<z.input<typeof PreviewImportInput>, ImportPreview>;
  apply: Action<z.input<typeof ImportCatalogueInput>, ImportPreview>;
}

/** The catalogue as a file: out, and in again after a look at what would change. */
export function CatalogueFile({ preview, apply }: CatalogueFileProps) {
  const t = useTranslations('admin.catalogue.file');
  const router = useRouter();
  const toast = useToast();
  const [text, setText] = useState('');
  const [shown, setShown] = useState<ImportPreview | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const looking = useAction(preview, { quiet: true, onSuccess: setShown, onFailure: setFailure });
  const applying = useAction(apply, {
    quiet: true,
    onFailure: (problem) => {
      setShown(null);
      setFailure(problem);
    },
    onSuccess: ({ changes }) => {
      toast({ title: t('applied', { count: changes.length }), tone: 'positive' });
      setShown(null);
      setText('');
      router.refresh();
    },
  });
  const read = async (file: File | undefined) => {
    setShown(null);
    setFailure(null);
    if (!file) return;
    if (file.size > MAX_BYTES) return setFailure({ code: 'invalid', message: t('tooLarge') });
    const content = await file.text();
    setText(content);
    looking.run({ text: content });
  };
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Card>
        <CardHeader title={t('exportTitle')} description={t('exportText')} />
        <LinkButton href="/admin/catalogue/export.json" prefetch={false} download>
          {t('export')}
        </LinkButton>
      </Card>
      <Card>
        <CardHeader title={t('importTitle')} description={t('importText')} />
        <Field label={t('choose')} hint={t('chooseHint')}>
          <Input
            type="file"
            accept="application/json,.json"
            onChange={(event) => void read(event.currentTarget.files?.[0])}
          />
        </Field>
      </Card>
      {looking.pending && <p role="status">{t('reading')}</p>}
      {failure && <FileProblems failure={failure} />}
      {shown && (
        <ImportChanges
          preview={shown}
          pending={applying.pending}
          apply={() => applying.run({ text, fingerprint: shown.fingerprint })}
        />
      )}
    </div>
  );
}
