import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { PageCrumbs } from '@/components/frame/shell-context';
import { MailChip } from '@/components/mail/mail-chip';
import { MailDecision } from '@/components/mail/mail-decision';
import { MailFacts } from '@/components/mail/mail-facts';
import { MailWords } from '@/components/mail/mail-words';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { AppError } from '@/lib/core/errors';
import { getInbound } from '@/lib/domain/mail/queries';
import { requireStaff } from '@/lib/web/session';
import { reject, release } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mail.list'))('title') };
}

type Props = { params: Promise<{ id: string }> };

/** What it says at the left, what is known of it and what to do at the right. */
export default async function MailPage({ params }: Props) {
  const { ctx } = await requireStaff('desk:assign');
  const { id } = await params;
  const [t, mail] = await Promise.all([
    getTranslations('mail'),
    getInbound(ctx, { mailId: id }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') notFound();
      throw error;
    }),
  ]);
  const title = mail.subject || t('list.noSubject');
  const isWaiting = mail.isOpen || mail.status === 'failed';
  return (
    <>
      <PageCrumbs items={[{ label: title }]} />
      <PageHeader
        title={<bdi className="[overflow-wrap:anywhere]">{title}</bdi>}
        description={mail.reason && t(`reason.${mail.reason}`)}
        status={<MailChip status={mail.status} />}
        back={{ href: '/desk/mail', label: t('mail.back') }}
        actions={
          <LinkButton href={`/api/desk/mail/${id}/raw`} prefetch={false} download>
            {t('mail.raw')}
          </LinkButton>
        }
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <MailWords mail={mail} />
        <div className="flex min-w-0 flex-col gap-6">
          {isWaiting && <MailDecision mail={mail} actions={{ release, reject }} />}
          <MailFacts mail={mail} />
        </div>
      </div>
    </>
  );
}
