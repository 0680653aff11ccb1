import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { ErrorDetails } from '@/components/errors/error-details';
import { ResolveButton } from '@/components/errors/resolve-button';
import { PageCrumbs } from '@/components/frame/shell-context';
import { Chip } from '@/components/ui/chip';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { getErrorGroup } from '@/lib/domain/errors/queries';
import { requireMember } from '@/lib/web/session';
import { resolve } from '../actions';

export async function generateMetadata() {
  return { title: (await getTranslations('support.errors'))('title') };
}

export default async function ErrorPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx } = await requireMember();
  const { id: errorGroupId } = await params;
  const t = await getTranslations('support.errors');
  const group = await getErrorGroup(ctx, { errorGroupId }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  const isResolved = group.resolvedAt !== null;
  return (
    <>
      <PageCrumbs items={[{ label: t('errors'), href: '/support/errors' }, { label: t('error') }]} />
      <PageHeader
        title={group.message.slice(0, 200)}
        back={{ href: '/support/errors', label: t('errors') }}
        status={
          <Chip tone={isResolved ? 'neutral' : 'warning'}>{t(isResolved ? 'resolvedChip' : 'openChip')}</Chip>
        }
        actions={
          can(ctx, 'support:write') && (
            <>
              <ResolveButton errorGroupId={group.id} isResolved={isResolved} resolve={resolve} />
              <LinkButton variant="primary" href={`/support/new?error=${group.id}`}>
                {t('request')}
              </LinkButton>
            </>
          )
        }
      />
      <ErrorDetails group={group} />
    </>
  );
}
