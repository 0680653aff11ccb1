'use client';

import { Download } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Time } from '@/components/frame/time';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Markdown } from '@/components/ui/markdown';
import { formatBytes } from '@/lib/core/format';
import type { InboxMessage } from '@/lib/domain/inbox/schema';
import type { InboxClient } from './inbox-client';
import { InboxFailure } from './inbox-failure';

/** One message. What came by mail is shown line by line, all else as Markdown; neither is ever HTML. */
export function InboxPost({ client, message }: { client: InboxClient; message: InboxMessage }) {
  const t = useTranslations('embed');
  const { author, isOwn, body, format, attachments } = message;
  return (
    <li>
      <Card as="article" className="flex flex-col gap-2">
        <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
          <bdi className="font-medium">{isOwn ? t('you') : author.name}</bdi>
          {author.side === 'staff' && <span className="text-muted">{t('support')}</span>}
          <span className="text-muted ms-auto">
            <Time at={message.createdAt} format="datetime" />
            {message.editedAt && ` · ${t('edited')}`}
          </span>
        </p>
        {format === 'text' ? (
          <p dir="auto" className="[overflow-wrap:anywhere] whitespace-pre-wrap">
            {body}
          </p>
        ) : (
          <div dir="auto">
            <Markdown text={body} />
          </div>
        )}
        {attachments.length > 0 && (
          <ul aria-label={t('files')} className="flex flex-wrap gap-2">
            {attachments.map((file) => (
              <li key={file.id} className="min-w-0">
                <FileButton client={client} file={file} />
              </li>
            ))}
          </ul>
        )}
      </Card>
    </li>
  );
}

type FileButtonProps = { client: InboxClient; file: InboxMessage['attachments'][number] };

/** Fetched with the token and saved: a bare address would open nothing. */
function FileButton({ client, file }: FileButtonProps) {
  const t = useTranslations('embed');
  const locale = useLocale();
  const [state, setState] = useState<'idle' | 'busy' | Error>('idle');
  const save = async () => {
    setState('busy');
    try {
      const address = URL.createObjectURL(await client.download(file.id));
      const link = Object.assign(document.createElement('a'), { href: address, download: file.fileName });
      link.click();
      URL.revokeObjectURL(address);
      setState('idle');
    } catch (error) {
      setState(error instanceof Error ? error : new Error('download'));
    }
  };
  return (
    <>
      <Button size="sm" loading={state === 'busy'} className="max-w-full" onClick={() => void save()}>
        <Download aria-hidden />
        <span className="sr-only">{t('download')}</span>
        <bdi className="truncate">{file.fileName}</bdi>
        <span className="text-muted">{formatBytes(file.sizeBytes, locale)}</span>
      </Button>
      {state instanceof Error && <InboxFailure error={state} />}
    </>
  );
}
