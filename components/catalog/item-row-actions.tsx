'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';
import type { ItemKind, MoveItemInput, SetItemActiveInput } from '@/lib/domain/catalog/schema';

export interface RowActions {
  setActive: Action<z.input<typeof SetItemActiveInput>, unknown>;
  move: Action<z.input<typeof MoveItemInput>, unknown>;
}

interface Props extends RowActions {
  kind: ItemKind;
  item: { code: string; name: string; active: boolean };
  isFirst: boolean;
  isLast: boolean;
  children: ReactNode;
}

export function ItemRowActions({ kind, item, isFirst, isLast, setActive, move, children }: Props) {
  const t = useTranslations('admin.catalogue');
  const router = useRouter();
  const toast = useToast();
  const { code, name, active } = item;
  const moving = useAction(move, { onSuccess: () => router.refresh() });
  const switching = useAction(setActive, {
    onSuccess: () => {
      toast({ title: t(active ? 'deactivated' : 'activated', { name }), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <div className="flex items-center justify-end gap-1">
      <Button
        size="icon"
        variant="ghost"
        aria-label={t('moveUp', { name })}
        disabled={isFirst || moving.pending}
        onClick={() => moving.run({ kind, code, direction: 'up' })}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        size="icon"
        variant="ghost"
        aria-label={t('moveDown', { name })}
        disabled={isLast || moving.pending}
        onClick={() => moving.run({ kind, code, direction: 'down' })}
      >
        <ArrowDown aria-hidden />
      </Button>
      {children}
      {active ? (
        <ConfirmDialog
          trigger={
            <Button size="sm" variant="ghost" loading={switching.pending}>
              {t('deactivate')}
            </Button>
          }
          title={t('deactivateTitle', { name })}
          description={t(`${kind}.deactivateText`)}
          confirmLabel={t('deactivateConfirm', { name })}
          onConfirm={() => switching.run({ kind, code, active: false })}
        />
      ) : (
        <Button
          size="sm"
          variant="ghost"
          loading={switching.pending}
          onClick={() => switching.run({ kind, code, active: true })}
        >
          {t('activate')}
        </Button>
      )}
    </div>
  );
}
