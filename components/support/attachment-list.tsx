import { Download } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { FileIcon } from '@/components/ui/file-icon';
import { formatBytes } from '@/lib/core/format';
import type { AttachmentDto } from '@/lib/domain/support/schema.dto';

/** Files to open or to download. `base` is the address that serves them to this reader. */
export function AttachmentList({ attachments, base }: { attachments: AttachmentDto[]; base: string }) {
  const t = useTranslations('support.files');
  const locale = useLocale();
  if (attachments.length === 0) return null;
  return (
    <ul aria-label={t('list')} className="flex flex-wrap gap-2">
      {attachments.map(({ id, fileName, mediaType, sizeBytes }) => {
        const size = formatBytes(sizeBytes, locale);
        const isPicture = mediaType.startsWith('image/');
        return (
          <li key={id} className="max-w-full">
            <a
              href={`${base}/${id}`}
              {...(isPicture ? { target: '_blank', rel: 'noopener noreferrer' } : { download: fileName })}
              className="bg-surface hover:bg-hover flex min-w-0 items-center gap-2 rounded-md border px-2.5 py-1.5 text-sm"
            >
              {isPicture ? <Thumbnail src={`${base}/${id}`} /> : <FileIcon mediaType={mediaType} />}
              <span className="min-w-0 truncate">{fileName}</span>
              <span className="figures text-muted whitespace-nowrap">{size}</span>
              {!isPicture && <Download aria-hidden className="text-muted size-4 shrink-0" />}
            </a>
          </li>
        );
      })}
    </ul>
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
