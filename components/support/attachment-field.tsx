'use client';

import { Paperclip } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useDropzone } from 'react-dropzone';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { useFieldMessage } from '@/components/ui/use-field-message';
import { UploadRow } from './upload-row';
import type { Uploads } from './use-uploads';

interface AttachmentFieldProps {
  uploads: Uploads;
  /** What the files belong to: files dropped or pasted anywhere in it are taken. */
  children: ReactNode;
  /** Beside the button that chooses files: the composer's own buttons. */
  actions?: ReactNode;
  /** Beside it too: what else puts something into the text. */
  tools?: ReactNode;
  error?: string;
  showHint?: boolean;
}

/** Files by paste, drop or button around a text field. */
export function AttachmentField({
  uploads,
  children,
  actions,
  tools,
  error,
  showHint = false,
}: AttachmentFieldProps) {
  const t = useTranslations('support.files');
  const message = useFieldMessage()(error);
  const zone = useDropzone({ onDrop: uploads.add, noClick: true, noKeyboard: true });
  const { getRootProps, getInputProps, isDragActive, open } = zone;
  return (
    <div
      {...getRootProps({ role: 'presentation', tabIndex: undefined })}
      className="relative flex min-w-0 flex-col gap-3"
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        if (files.length === 0) return;
        event.preventDefault();
        uploads.add(files);
      }}
    >
      {children}
      <input {...getInputProps({ 'aria-label': t('choose'), tabIndex: -1 })} />
      {uploads.list.length > 0 && (
        <ul aria-label={t('list')} className="flex flex-col gap-1.5">
          {uploads.list.map((upload) => (
            <UploadRow key={upload.key} upload={upload} onRemove={uploads.remove} onRetry={uploads.retry} />
          ))}
        </ul>
      )}
      {message && <p className="text-critical text-sm">{message}</p>}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="flex flex-wrap gap-2">
          <Button onClick={open}>
            <Paperclip aria-hidden />
            {t('choose')}
          </Button>
          {tools}
        </div>
        {actions}
      </div>
      {showHint && <p className="text-muted text-sm">{t('hint')}</p>}
      <p role="status" className="sr-only">
        {uploads.news}
      </p>
      <DropHint isShown={isDragActive} />
    </div>
  );
}

function DropHint({ isShown }: { isShown: boolean }) {
  const t = useTranslations('support.files');
  return (
    <div
      aria-hidden
      className={cn(
        'border-accent bg-accent-soft text-accent pointer-events-none absolute inset-0 z-20 grid place-items-center rounded-md border-2 border-dashed text-sm font-medium',
        !isShown && 'hidden',
      )}
    >
      {t('drop')}
    </div>
  );
}
