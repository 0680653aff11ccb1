'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';
import { RadioCards } from '@/components/ui/radio-cards';
import { useToast } from '@/components/ui/toast';
import { type EnforcementMode, enforcementModes } from '@/lib/domain/enforcement/schema';

interface EnforcementFormProps {
  mode: EnforcementMode;
  save: Action<{ mode: EnforcementMode }, unknown>;
}

/** What happens when a wallet cannot pay; a change holds for everybody, so it asks once more. */
export function EnforcementForm({ mode, save }: EnforcementFormProps) {
  const t = useTranslations('admin.settings.enforcement');
  const router = useRouter();
  const toast = useToast();
  const [chosen, setChosen] = useState(mode);
  const saving = useAction(save, {
    onSuccess: () => {
      toast({ title: t('saved', { mode: t(chosen) }), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <Card>
      <CardHeader title={t('title')} description={t('description')} />
      <div className="flex flex-col gap-4">
        <RadioCards
          legend={t('legend')}
          name="mode"
          columns={3}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value as EnforcementMode)}
          options={enforcementModes.map((value) => ({ value, label: t(value), hint: t(`${value}Text`) }))}
        />
        <div>
          <ConfirmDialog
            tone={chosen === 'on' ? 'primary' : 'danger'}
            trigger={
              <Button variant="primary" disabled={chosen === mode} loading={saving.pending}>
                {t('save')}
              </Button>
            }
            title={t('confirmTitle', { mode: t(chosen) })}
            description={t(`${chosen}Text`)}
            confirmLabel={t('confirm', { mode: t(chosen) })}
            onConfirm={() => saving.run({ mode: chosen })}
          />
        </div>
      </div>
    </Card>
  );
}
