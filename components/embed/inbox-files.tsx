'use client';

import { Paperclip, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ChangeEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { buttonStyle } from '@/components/ui/button-style';
import { cn } from '@/components/ui/cn';
import type { AttachmentDto } from '@/lib/domain/support/schema.dto';
import { limits } from '@/lib/domain/support/schema';
import type { InboxClient } from './inbox-client';
import { InboxFailure } from './inbox-failure';

interface InboxFilesProps {
  client: InboxClient;
  files: AttachmentDto[];
  onChange: (files: AttachmentDto[]) => void;
}

/** Files that will be sent with the words: uploaded at once, checked by their bytes. */
export function InboxFiles({ client, files, onChange }: InboxFilesProps) {
  const t = useTranslations('embed');
  const id = useId();
  const [uploading, setUploading] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(target.files ?? [])].slice(0, limits.attachments - files.length);
    target.value = '';
    setFailure(null);
    setUploading(true);
    const kept = [...files];
    try {
      for (const file of chosen) kept.push(await client.upload(file));
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error('upload'));
    }
    onChange(kept);
    setUploading(false);
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <label htmlFor={id} className={cn(buttonStyle({}), 'cursor-pointer focus-within:outline-2')}>
        <Paperclip aria-hidden />
        {t(uploading ? 'uploading' : 'attach')}
        <input
          id={id}
          type="file"
          multiple
          disabled={uploading}
          className="sr-only"
          onChange={(event) => void choose(event)}
        />
      </label>
      {failure && <InboxFailure error={failure} />}
      {files.length > 0 && (
        <ul aria-label={t('files')} className="flex flex-col gap-1 text-sm">
          {files.map((file) => (
            <li key={file.id} className="flex items-center gap-1">
              <bdi className="truncate">{file.fileName}</bdi>
              <Button
                variant="ghost"
                size="icon"
                aria-label={t('remove', { name: file.fileName })}
                onClick={() => onChange(files.filter((one) => one.id !== file.id))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
