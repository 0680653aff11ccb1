import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import type { MailTab } from '@/lib/domain/mail/schema';
import type { InboundRowDto } from '@/lib/domain/mail/schema.dto';
import { MailChip } from './mail-chip';

interface MailTableProps {
  mails: InboundRowDto[];
  tab: MailTab;
  /** Where people write to. */
  address: string;
  firstHref?: string;
  nextHref?: string;
}

const WIDE = 'max-md:hidden';

/** Mails that came in, the newest first, with what became of each and why. */
export function MailTable({ mails, tab, address, firstHref, nextHref }: MailTableProps) {
  const t = useTranslations('mail');
  if (mails.length === 0)
    return (
      <Card>
        <EmptyState picture="list" title={t(`list.empty.${tab}`, { address })} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('list.table')}>
        <THead>
          <HeaderCell>{t('list.subject')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('list.from')}</HeaderCell>
          <HeaderCell>{t('list.status')}</HeaderCell>
          <HeaderCell className={WIDE}>{t('list.received')}</HeaderCell>
        </THead>
        <TBody>
          {mails.map((mail) => (
            <Row key={mail.id}>
              <Cell heading>
                <TextLink href={`/desk/mail/${mail.id}`} className="[overflow-wrap:anywhere]">
                  <bdi>{mail.subject || t('list.noSubject')}</bdi>
                </TextLink>
                <span className="text-muted block text-sm [overflow-wrap:anywhere] md:hidden">
                  <bdi>{mail.from}</bdi>
                </span>
              </Cell>
              <Cell className={WIDE}>
                <bdi className="[overflow-wrap:anywhere]">{mail.from}</bdi>
              </Cell>
              <Cell>
                <MailChip status={mail.status} />
                {mail.reason && (
                  <span className="text-muted mt-1 block text-sm max-md:hidden">
                    {t(`reason.${mail.reason}`)}
                  </span>
                )}
              </Cell>
              <Cell muted className={WIDE}>
                <Time at={mail.receivedAt} format="relative" />
              </Cell>
            </Row>
          ))}
        </TBody>
      </Table>
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}
