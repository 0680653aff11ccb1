import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MailTable } from '@/components/mail/mail-table';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import { env } from '@/lib/core/env';
import { isPosition } from '@/lib/core/position';
import { countWaitingMails, listInbound } from '@/lib/domain/mail/queries';
import { ListInboundInput, mailTabs } from '@/lib/domain/mail/schema';
import { requireStaff } from '@/lib/web/session';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mail.list'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MailPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('desk:assign');
  const { tab, after } = ListInboundInput.parse(await searchParams);
  const from = after && isPosition(after) ? after : undefined;
  const [t, waiting, { mails, next }] = await Promise.all([
    getTranslations('mail.list'),
    countWaitingMails(ctx),
    listInbound(ctx, { tab, after: from }),
  ]);
  const here = `/desk/mail?tab=${tab}`;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <LinkTabs
        label={t('tabs.label')}
        tabs={mailTabs.map((name) => ({
          href: `/desk/mail?tab=${name}`,
          label: t(`tabs.${name}`),
          count: name === 'waiting' ? waiting : undefined,
          current: name === tab,
        }))}
      />
      <MailTable
        mails={mails}
        tab={tab}
        address={env.MAIL_SUPPORT}
        firstHref={from && here}
        nextHref={next ? `${here}&after=${next}` : undefined}
      />
    </>
  );
}
