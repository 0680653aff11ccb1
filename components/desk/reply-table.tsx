'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { useToast } from '@/components/ui/toast';
import type { CannedReplyDto } from '@/lib/domain/desk/schema.dto';
import { EditReply, type SaveReply } from './edit-reply';

type ReplyActions = { save: SaveReply; archive: Action<{ replyId: string }, unknown> };

interface ReplyTableProps {
  replies: CannedReplyDto[];
  categories: { code: string; name: string }[];
  /** Null where the reader may only look. */
  actions: ReplyActions | null;
}

/** What a phone leaves out. */
const WIDE = 'max-md:hidden';

export function ReplyTable({ replies, categories, actions }: ReplyTableProps) {
  const t = useTranslations('desk.canned.page');
  const names = new Map(categories.map(({ code, name }) => [code, name]));
  return (
    <Table label={t('table')}>
      <THead>
        <HeaderCell>{t('name')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('body')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('category')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('changed')}</HeaderCell>
        {actions && (
          <HeaderCell>
            <span className="sr-only">{t('actions')}</span>
          </HeaderCell>
        )}
      </THead>
      <TBody>
        {replies.map((reply) => (
          <Row key={reply.id}>
            <Cell heading className="md:whitespace-nowrap">
              {reply.name}
              <span className="text-muted line-clamp-2 font-normal md:hidden">{reply.body}</span>
            </Cell>
            <Cell muted className={WIDE}>
              <span className="line-clamp-2">{reply.body}</span>
            </Cell>
            <Cell className={WIDE}>{names.get(reply.category) ?? t('every')}</Cell>
            <Cell muted className={WIDE}>
              {t.rich('changedBy', {
                name: reply.changedBy,
                time: () => <Time at={reply.changedAt} format="relative" />,
              })}
            </Cell>
            {actions && (
              <Cell>
                <span className="flex justify-end gap-1 max-md:flex-col max-md:items-end">
                  <EditReply reply={reply} categories={categories} save={actions.save} />
                  <Archive reply={reply} archive={actions.archive} />
                </span>
              </Cell>
            )}
          </Row>
        ))}
      </TBody>
    </Table>
  );
}

function Archive({ reply, archive }: { reply: CannedReplyDto; archive: ReplyActions['archive'] }) {
  const t = useTranslations('desk.canned.page');
  const router = useRouter();
  const toast = useToast();
  const { name, id: replyId } = reply;
  const { run, pending } = useAction(archive, {
    onSuccess: () => {
      toast({ title: t('archived', { name }), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost" loading={pending} aria-label={t('archiveNamed', { name })}>
          {t('archive')}
        </Button>
      }
      title={t('archiveTitle', { name })}
      description={t('archiveText')}
      confirmLabel={t('archiveNamed', { name })}
      onConfirm={() => run({ replyId })}
    />
  );
}
