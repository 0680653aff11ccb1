import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { TextLink } from '@/components/ui/link-button';
import { formatBytes } from '@/lib/core/format';
import type { MailSource } from '@/lib/domain/mail/schema';
import type { InboundDto } from '@/lib/domain/mail/schema.dto';

type MatchedBy = 'token' | 'reference' | 'number' | 'staff';

/** Everything that is known of a mail but its words. */
export function MailFacts({ mail }: { mail: InboundDto }) {
  const t = useTranslations('mail.mail');
  const locale = useLocale();
  const items: { term: string; detail: ReactNode }[] = [
    {
      term: t('from'),
      detail: <Said text={mail.fromName ? `${mail.fromName} <${mail.from}>` : mail.from} />,
    },
    { term: t('envelope'), detail: mail.envelopeFrom ? <Said text={mail.envelopeFrom} /> : t('nobody') },
    { term: t('recipients'), detail: <Lines lines={mail.recipients.slice(0, 10)} /> },
    {
      term: t('authentication'),
      detail: mail.authentication.length > 0 ? <Lines lines={mail.authentication} /> : t('noAuthentication'),
    },
    { term: t('received'), detail: <Time at={mail.receivedAt} format="datetime" /> },
    {
      term: t('source'),
      detail: `${t(`sources.${mail.source as MailSource}`)}, ${formatBytes(mail.sizeBytes, locale)}`,
    },
    { term: t('id'), detail: <Said text={mail.messageId} /> },
  ];
  if (mail.request) items.push({ term: t('request'), detail: <RequestOf mail={mail} /> });
  if (mail.releasedBy) items.push({ term: t('decidedBy'), detail: mail.releasedBy });
  return (
    <Card as="section" aria-labelledby="facts-title">
      <CardHeader id="facts-title" title={t('facts')} />
      <DescriptionList items={items} />
    </Card>
  );
}

/** Somebody else's text, whatever its direction and length. */
function Said({ text }: { text: string }) {
  return <bdi className="[overflow-wrap:anywhere]">{text}</bdi>;
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul>
      {lines.map((line, at) => (
        <li key={at}>
          <Said text={line} />
        </li>
      ))}
    </ul>
  );
}

function RequestOf({ mail: { request, matchedBy } }: { mail: InboundDto }) {
  const t = useTranslations('mail.mail');
  if (!request) return null;
  return (
    <>
      <TextLink href={`/desk/requests/${request.id}`}>{request.number}</TextLink>{' '}
      <bdi className="[overflow-wrap:anywhere]">{request.subject}</bdi>
      {matchedBy && <span className="text-muted block">{t(`matchedBy.${matchedBy as MatchedBy}`)}</span>}
    </>
  );
}
