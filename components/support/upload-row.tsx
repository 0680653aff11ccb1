'use client';

import { RotateCw, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { FileIcon } from '@/components/ui/file-icon';
import { Progress } from '@/components/ui/progress';
import { formatBytes } from '@/lib/core/format';
import type { Upload } from './use-uploads';

interface UploadRowProps {
  upload: Upload;
  onRemove: (key: string) => void;
  onRetry: (key: string) => void;
}

/** One file on its way: how far it is, why it failed, and the way back. */
export function UploadRow({ upload, onRemove, onRetry }: UploadRowProps) {
  const t = useTranslations('support.files');
  const locale = useLocale();
  const { key, name, state, share, reason, file } = upload;
  return (
    <li className="flex min-w-0 items-center gap-2 rounded-md border py-1 ps-2.5 pe-1 text-sm">
      <FileIcon mediaType={file?.mediaType ?? ''} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="truncate">{name}</span>
          {file && <span className="figures text-muted">{formatBytes(file.sizeBytes, locale)}</span>}
        </span>
        {state === 'uploading' && (
          <Progress label={t('uploading', { name })} value={Math.round(share * 100)} />
        )}
        {state === 'failed' && <span className="text-critical">{reason}</span>}
      </div>
      {state === 'failed' && (
        <Button variant="ghost" size="icon" aria-label={t('retry', { name })} onClick={() => onRetry(key)}>
          <RotateCw aria-hidden />
        </Button>
      )}
      <Button variant="ghost" size="icon" aria-label={t('remove', { name })} onClick={() => onRemove(key)}>
        <X aria-hidden />
      </Button>
    </li>
  );
}
