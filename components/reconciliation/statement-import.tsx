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
import { guessMapping } from '@/lib/domain/reconciliation/schema.guess';
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
  const [lines, setLines] = useState<string[]>([]);
  const guess = guessMapping(lines);
  // What this very file says goes before what was said for the last one.
  const begin = lines.length > 0 && guess.dateColumn ? { ...common(mapping), ...guess } : mapping;
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
          onChange={({ target }) => {
            const file = target.files?.[0];
            setIsCsv(/\.(csv|txt)$/i.test(file?.name ?? ''));
            void firstLines(file).then(setLines);
          }}
        />
      </Field>
      <Checkbox label={t('isCsv')} checked={isCsv} onChange={({ target }) => setIsCsv(target.checked)} />
      {isCsv && (
        <>
          {lines.length > 0 && <FirstLines lines={lines} isGuessed={guess.dateColumn !== undefined} />}
          <MappingFields key={lines.join('\n')} mapping={begin} />
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

const SHOWN = 6;
const HEAD_BYTES = 8_000;

/** What a person sees of a file before it is sent; the import reads it in the bank's own encoding. */
async function firstLines(file: File | undefined): Promise<string[]> {
  if (!file) return [];
  const text = await file.slice(0, HEAD_BYTES).text();
  return text.split(/\r\n|\r|\n/).slice(0, SHOWN * 2);
}

/** The account and its currency stay from file to file, whatever the columns are called. */
const common = (mapping: CsvMapping | null) =>
  mapping && { account: mapping.account, currency: mapping.currency };

function FirstLines({ lines, isGuessed }: { lines: string[]; isGuessed: boolean }) {
  const t = useTranslations('books.reconciliation');
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p className="font-medium">{t('firstLines')}</p>
      <pre
        tabIndex={0}
        role="region"
        aria-label={t('firstLines')}
        className="bg-sunken overflow-x-auto rounded-md border p-3 font-mono text-xs"
      >
        {lines.slice(0, SHOWN).join('\n')}
      </pre>
      <p className="text-muted">{t(isGuessed ? 'guessed' : 'notGuessed')}</p>
    </div>
  );
}
