'use client';

import { Download } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { FileIcon } from '@/components/ui/file-icon';
import { formatBytes } from '@/lib/core/format';
import type { AttachmentDto } from '@/lib/domain/support/schema.dto';
import { FileDialog } from './file-dialog';

const ITEM =
  'bg-surface hover:bg-hover flex max-w-full min-w-0 items-center gap-2 rounded-md border px-2.5 py-1.5 text-start text-sm';

/** Files to look at, where we can show them, or to download. `base` is the address that serves them to this reader. */
export function AttachmentList({ attachments, base }: { attachments: AttachmentDto[]; base: string }) {
  const t = useTranslations('support.files');
  const [opened, setOpened] = useState<AttachmentDto | null>(null);
  if (attachments.length === 0) return null;
  return (
    <>
      <ul aria-label={t('list')} className="flex flex-wrap gap-2">
        {attachments.map((file) => (
          <li key={file.id} className="max-w-full">
            <FileLink file={file} src={`${base}/${file.id}`} open={() => setOpened(file)} />
          </li>
        ))}
      </ul>
      {opened && <FileDialog file={opened} src={`${base}/${opened.id}`} close={() => setOpened(null)} />}
    </>
  );
}

/** A picture or a PDF opens in a dialog; anything else is only saved: no browser of ours opens it. */
function FileLink({ file, src, open }: { file: AttachmentDto; src: string; open: () => void }) {
  const t = useTranslations('thread.files');
  const locale = useLocale();
  const { fileName: name, mediaType, sizeBytes } = file;
  const size = formatBytes(sizeBytes, locale);
  const isPicture = mediaType.startsWith('image/');
  const isShown = isPicture || mediaType === 'application/pdf';
  const words = (
    <>
      <span className="sr-only">{t(isShown ? 'open' : 'download')}</span>
      <span className="min-w-0 truncate">{name}</span>
      <span className="figures text-muted whitespace-nowrap">{size}</span>
    </>
  );
  if (isShown)
    return (
      <button type="button" className={ITEM} onClick={open}>
        {isPicture ? <Thumbnail src={src} /> : <FileIcon mediaType={mediaType} />}
        {words}
      </button>
    );
  return (
    <a href={src} download={name} className={ITEM}>
      <FileIcon mediaType={mediaType} />
      {words}
      <Download aria-hidden className="text-muted size-4 shrink-0" />
    </a>
  );
}

/** The picture itself, small; its name stands beside it. Our own address, so no loader of Next's is needed. */
function Thumbnail({ src }: { src: string }) {
  return (
    <span
      aria-hidden
      className="bg-sunken size-9 shrink-0 rounded-sm border bg-cover bg-center"
      style={{ backgroundImage: `url("${src}")` }}
    />
  );
}
