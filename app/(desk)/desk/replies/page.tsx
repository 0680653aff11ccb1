import { getTranslations } from 'next-intl/server';
import { EditReply } from '@/components/desk/edit-reply';
import { ReplyTable } from '@/components/desk/reply-table';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { listReplies } from '@/lib/domain/desk/list-replies';
import { listDeskCategories } from '@/lib/domain/desk/queries';
import { requireStaff } from '@/lib/web/session';
import { archive, save } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('desk.canned.page'))('title') };
}

/** Everybody who answers reads them; who runs the desk writes them. */
export default async function RepliesPage() {
  const { ctx } = await requireStaff('desk:read');
  const [t, replies, categories] = await Promise.all([
    getTranslations('desk.canned.page'),
    listReplies(ctx),
    listDeskCategories(ctx),
  ]);
  const add = can(ctx, 'desk:assign') && <EditReply reply={null} categories={categories} save={save} />;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/desk', label: t('back') }}
        actions={replies.length > 0 && add}
      />
      <Card padded={false}>
        {replies.length > 0 ? (
          <ReplyTable
            replies={replies}
            categories={categories}
            actions={can(ctx, 'desk:assign') ? { save, archive } : null}
          />
        ) : (
          <EmptyState picture="table" title={t('empty')} action={add} />
        )}
      </Card>
    </>
  );
}
