'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { FormError } from '@/components/ui/form-error';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import type { CsvMapping } from '@/lib/domain/reconciliation/schema';
import { MappingFields } from './mapping-fields';
import { sendStatement } from './send-statement';

const ENCODINGS = ['utf-8', 'windows-1252', 'windows-1250'];

/** The dialog that takes a bank's file. */
export function StatementImport({ mapping }: { mapping: CsvMapping | null }) {
  const t = useTranslations('books.reconciliation');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t('import')}</Button>}
      title={t('importTitle')}
      description={t('importDescription')}
      size="lg"
    >
      <ImportForm mapping={mapping} close={() => setOpen(false)} />
    </Dialog>
  );
}

function ImportForm({ mapping, close }: { mapping: CsvMapping | null; close: () => void }) {
  const t = useTranslations('books.reconciliation');
  const router = useRouter();
  const toast = useToast();
  const [isCsv, setIsCsv] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const data = new FormData(event.currentTarget);
    const file = data.get('file');
    if (!(file instanceof File) || file.size === 0) return setFailure(t('noFile'));
    setPending(true);
    const result = await sendStatement(file, isCsv ? data : null);
    setPending(false);
    if (!result.ok) return setFailure(result.reason ?? t('noFile'));
    toast({ title: t('importDone', { lines: result.lines }), tone: 'positive' });
    router.refresh();
    close();
  };
  return (
    <form method="post" noValidate className="flex flex-col gap-4" onSubmit={submit}>
      {failure && <FormError message={failure} />}
      <Field label={t('file')}>
        <Input
          type="file"
          name="file"
          accept=".xml,.csv,.txt,text/csv,application/xml,text/xml"
          onChange={({ target }) => setIsCsv(/\.(csv|txt)$/i.test(target.files?.[0]?.name ?? ''))}
        />
      </Field>
      <Checkbox label={t('isCsv')} checked={isCsv} onChange={({ target }) => setIsCsv(target.checked)} />
      {isCsv && (
        <>
          <MappingFields mapping={mapping} />
          <Field label={t('encoding')}>
            <Select name="encoding" defaultValue="utf-8">
              {ENCODINGS.map((encoding) => (
                <option key={encoding} value={encoding}>
                  {encoding}
                </option>
              ))}
            </Select>
          </Field>
        </>
      )}
      <Button type="submit" variant="primary" loading={pending} className="sm:self-start">
        {t('doImport')}
      </Button>
    </form>
  );
}
