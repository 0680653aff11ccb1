import { useLocale, useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Card, CardHeader } from '@/components/ui/card';
import { formatBytes } from '@/lib/core/format';
import type { InboundDto } from '@/lib/domain/mail/schema.dto';
import { limits } from '@/lib/domain/support/schema';

const TEXT = 'prose-width text-base [overflow-wrap:anywhere] whitespace-pre-wrap';
type FileReason =
  | ('fileType' | 'fileMismatch' | 'fileEmpty' | 'fileTooLarge')
  | ('filePolyglot' | 'fileBomb' | 'fileDamaged' | 'tooManyFiles');

/** What a mail says, as plain text: its HTML is never shown. */
export function MailWords({ mail }: { mail: InboundDto }) {
  const t = useTranslations('mail.mail');
  const { words } = mail;
  return (
    <Card as="section" aria-labelledby="words-title">
      <CardHeader id="words-title" title={t('words')} />
      {words === null ? (
        <p className="text-muted text-sm">{t('unreadable')}</p>
      ) : (
        <div className="flex flex-col gap-4">
          {mail.isOpen && <Banner tone="warning">{t('warning')}</Banner>}
          <p dir="auto" className={TEXT}>
            {words.shown || t('noWords')}
          </p>
          {words.quoted && (
            <details className="text-sm">
              <summary className="text-muted hover:text-ink w-fit cursor-pointer rounded-sm">
                {t('showQuoted')}
              </summary>
              <p dir="auto" className={`${TEXT} text-muted mt-2 border-s-2 ps-3`}>
                {words.quoted}
              </p>
            </details>
          )}
          <Files mail={mail} />
        </div>
      )}
    </Card>
  );
}

function Files({ mail: { words, refused } }: { mail: InboundDto }) {
  const t = useTranslations('mail.mail');
  const errors = useTranslations('errors');
  const locale = useLocale();
  const files = words?.files ?? [];
  const max = formatBytes(limits.attachmentBytes, locale);
  return (
    <>
      {files.length > 0 && (
        <List title={t('files')}>
          {files.map(({ fileName, sizeBytes }, at) => (
            <li key={at}>
              <bdi>{fileName}</bdi>{' '}
              <span className="text-muted figures">{formatBytes(sizeBytes, locale)}</span>
            </li>
          ))}
        </List>
      )}
      {refused.length > 0 && (
        <List title={t('refused')}>
          {refused.map(({ fileName, reason }, at) => (
            <li key={at}>
              <bdi>{fileName}</bdi>: {errors(reason as FileReason, { max })}
            </li>
          ))}
        </List>
      )}
    </>
  );
}

function List({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <h3 className="text-sm font-medium">{title}</h3>
      <ul className="text-sm [overflow-wrap:anywhere]">{children}</ul>
    </div>
  );
}
