'use client';

import { FileUp, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import { useDropzone, type FileRejection } from 'react-dropzone';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { FieldNotes } from '@/components/ui/field';
import { FileIcon } from '@/components/ui/file-icon';
import { Progress } from '@/components/ui/progress';
import { formatBytes } from '@/lib/core/format';
import { proofLimits } from '@/lib/domain/proofs/schema';

const TYPES = {
  'application/pdf': ['.pdf'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
};

interface ProofFileProps {
  file: File | null;
  /** In words: why the file was not taken. */
  error: string | null;
  /** From 0 to 1 while it is sent. */
  share: number | null;
  choose: (file: File | null, error: string | null) => void;
}

/** One document by drop or by button. What is wrong with it is said here, before and after it was sent. */
export function ProofFile({ file, error, share, choose }: ProofFileProps) {
  const t = useTranslations('payments.proof.file');
  const locale = useLocale();
  const id = useId();
  const refuse = ([rejection]: FileRejection[]) => {
    const code = rejection?.errors[0]?.code;
    choose(
      null,
      code === 'file-too-large' ? t('tooLarge') : code === 'too-many-files' ? t('one') : t('type'),
    );
  };
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    accept: TYPES,
    maxSize: proofLimits.bytes,
    multiple: false,
    noClick: true,
    noKeyboard: true,
    onDropAccepted: ([first]) => first && choose(first, first.size === 0 ? t('empty') : null),
    onDropRejected: refuse,
  });
  return (
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={`${id}-hint`}
      className="flex flex-col gap-1.5"
    >
      <span id={`${id}-label`} className="text-sm font-medium">
        {t('label')}
      </span>
      <div
        {...getRootProps({ role: 'presentation', tabIndex: undefined })}
        className={cn(
          'border-control flex flex-col items-center gap-2 rounded-md border border-dashed p-4 text-center text-sm',
          isDragActive && 'border-accent bg-accent-soft',
          error && 'border-critical',
        )}
      >
        <input {...getInputProps({ 'aria-label': t('label'), tabIndex: -1, name: 'file' })} />
        {file ? (
          <span className="flex w-full min-w-0 items-center gap-2">
            <FileIcon mediaType={file.type} />
            <span className="min-w-0 truncate">{file.name}</span>
            <span className="figures text-muted whitespace-nowrap">{formatBytes(file.size, locale)}</span>
            <Button
              variant="ghost"
              size="icon"
              className="ms-auto"
              aria-label={t('remove', { name: file.name })}
              onClick={() => choose(null, null)}
            >
              <X aria-hidden />
            </Button>
          </span>
        ) : (
          <>
            <p className="text-muted">{t('drop')}</p>
            <Button onClick={open}>
              <FileUp aria-hidden />
              {t('choose')}
            </Button>
          </>
        )}
        {file && share !== null && (
          <Progress label={t('sending', { name: file.name })} value={Math.round(share * 100)} />
        )}
      </div>
      <div role="status">
        <FieldNotes id={id} message={error ?? undefined} />
      </div>
      <FieldNotes id={id} hint={t('hint')} />
    </div>
  );
}
