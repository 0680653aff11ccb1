import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { EnforcementForm } from '@/components/admin/enforcement-form';
import { WaivedTable } from '@/components/admin/waived-table';
import { PageHeader } from '@/components/ui/page-header';
import { isPosition } from '@/lib/core/position';
import { getEnforcement } from '@/lib/domain/enforcement/get-enforcement';
import { listWaived } from '@/lib/domain/enforcement/list-waived';
import { requireStaff } from '@/lib/web/session';
import { saveEnforcement } from './actions';

// A page that cannot be read falls back to the first one.
const Search = z.object({ after: z.string().max(200).refine(isPosition).optional().catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations('admin.settings'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SettingsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('catalogue:manage');
  const { after } = Search.parse(await searchParams);
  const [t, mode, { rows, next }] = await Promise.all([
    getTranslations('admin.settings'),
    getEnforcement(ctx),
    listWaived(ctx, { after }),
  ]);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <EnforcementForm mode={mode} save={saveEnforcement} />
      <WaivedTable
        rows={rows}
        firstHref={after ? '/admin/settings' : undefined}
        nextHref={next ? `/admin/settings?after=${next}` : undefined}
      />
    </>
  );
}
