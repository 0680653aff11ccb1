'use client';

import { BookmarkPlus, Ellipsis } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { DropdownMenu } from '@/components/ui/dropdown-menu';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useAction, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { type MoveViewInput, SaveViewInput, type ViewFilters, newViewId } from '@/lib/domain/desk/schema';
import type { SavedViewDto } from '@/lib/domain/desk/schema.dto';
import { deskHref } from './desk-href';

export type ViewActions = {
  saveView: Action<z.input<typeof SaveViewInput>, { viewId: string }>;
  moveView: Action<z.input<typeof MoveViewInput>, unknown>;
  removeView: Action<{ viewId: string }, unknown>;
};

interface SaveViewProps {
  filters: ViewFilters;
  /** The view that the filters came from, where the reader may change it. */
  current: SavedViewDto | null;
  mayShare: boolean;
  actions: ViewActions;
  /** The button's id: the key «v» presses it. */
  id: string;
}

/** Keeps the filters as they stand under a name; a view that is shown can be renamed, moved and removed. */
export function SaveView({ filters, current, mayShare, actions, id }: SaveViewProps) {
  const t = useTranslations('desk.views');
  const [isOpen, setOpen] = useState(false);
  const [isNew, setNew] = useState(false);
  const known = isNew ? null : current;
  const open = (asNew: boolean) => {
    setNew(asNew);
    setOpen(true);
  };
  return (
    <div className="flex items-center gap-1">
      <Button id={id} variant="ghost" onClick={() => open(current === null)}>
        <BookmarkPlus aria-hidden />
        {t(current ? 'change' : 'save')}
      </Button>
      {current && <ViewMenu view={current} actions={actions} onSaveAsNew={() => open(true)} />}
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t(known ? 'changeTitle' : 'saveTitle')}
        description={t('text')}
      >
        <SaveForm
          filters={filters}
          view={known}
          mayShare={mayShare}
          save={actions.saveView}
          close={() => setOpen(false)}
        />
      </Dialog>
    </div>
  );
}

interface SaveFormProps {
  filters: ViewFilters;
  view: SavedViewDto | null;
  mayShare: boolean;
  save: ViewActions['saveView'];
  close: () => void;
}

function SaveForm({ filters, view, mayShare, save, close }: SaveFormProps) {
  const t = useTranslations('desk.views');
  const router = useRouter();
  const toast = useToast();
  const [viewId] = useState(() => view?.id ?? newViewId());
  const form = useActionForm({
    schema: SaveViewInput,
    action: save,
    defaultValues: { viewId, name: view?.name ?? '', isShared: view?.isShared ?? false, filters },
    onSuccess: (_, { name }) => {
      toast({ title: t('saved', { name }), tone: 'positive' });
      close();
      router.push(deskHref({ ...filters, saved: viewId }));
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('name')} error={form.error('name')}>
        <Input autoComplete="off" maxLength={40} {...form.register('name')} />
      </Field>
      {mayShare && <Checkbox label={t('share')} hint={t('shareHint')} {...form.register('isShared')} />}
      <SubmitButton>{t('submit')}</SubmitButton>
    </ActionForm>
  );
}

interface ViewMenuProps {
  view: SavedViewDto;
  actions: ViewActions;
  onSaveAsNew: () => void;
}

function ViewMenu({ view, actions, onSaveAsNew }: ViewMenuProps) {
  const t = useTranslations('desk.views');
  const router = useRouter();
  const move = useAction(actions.moveView, { onSuccess: () => router.refresh() });
  const remove = useAction(actions.removeView, {
    onSuccess: () => {
      router.push('/desk');
      router.refresh();
    },
  });
  const { id: viewId, name } = view;
  return (
    <DropdownMenu
      label={t('menu', { name })}
      trigger={
        <Button
          variant="ghost"
          size="icon"
          aria-label={t('menu', { name })}
          loading={move.pending || remove.pending}
        >
          <Ellipsis aria-hidden />
        </Button>
      }
      items={[
        { label: t('asNew'), onSelect: onSaveAsNew },
        { label: t('left'), onSelect: () => move.run({ viewId, by: -1 }) },
        { label: t('right'), onSelect: () => move.run({ viewId, by: 1 }) },
        { kind: 'separator' },
        { label: t('remove'), tone: 'critical', onSelect: () => remove.run({ viewId }) },
      ]}
    />
  );
}
