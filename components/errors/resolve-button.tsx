'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { useToast } from '@/components/ui/toast';

interface ResolveButtonProps {
  errorGroupId: string;
  isResolved: boolean;
  resolve: Action<{ errorGroupId: string; resolved: boolean }, unknown>;
}

export function ResolveButton({ errorGroupId, isResolved, resolve }: ResolveButtonProps) {
  const t = useTranslations('support.errors');
  const router = useRouter();
  const toast = useToast();
  const change = useAction(resolve, {
    onSuccess: () => {
      toast({ title: t(isResolved ? 'reopened' : 'resolved'), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <Button loading={change.pending} onClick={() => change.run({ errorGroupId, resolved: !isResolved })}>
      {t(isResolved ? 'reopen' : 'resolve')}
    </Button>
  );
}
