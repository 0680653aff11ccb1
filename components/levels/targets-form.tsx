'use client';

import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Card, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { SavePolicyInput, workingTime } from '@/lib/domain/sla/schema';
import type { LevelsDto } from '@/lib/domain/sla/schema.dto';
import { useLevelSaved } from './use-level-saved';

type Values = z.input<typeof SavePolicyInput>;
const urgencies = ['normal', 'high', 'critical'] as const;

/** How soon is promised at each urgency. */
export function TargetsForm({ levels, save }: { levels: LevelsDto; save: Action<Values, unknown> }) {
  const t = useTranslations('promises.levels');
  const onSuccess = useLevelSaved('savedPolicy');
  const form = useActionForm({
    schema: SavePolicyInput,
    action: save,
    defaultValues: { targets: typed(levels), applyToOpen: false },
    onSuccess,
  });
  return (
    <Card>
      <CardHeader title={t('targets')} description={t('targetsText')} />
      <ActionForm form={form} label={t('targets')}>
        <div className="grid gap-4 sm:grid-cols-2">
          {urgencies.flatMap((urgency) =>
            (['firstAnswer', 'resolution'] as const).map((kind) => {
              const name = `targets.${urgency}.${kind}` as const;
              return (
                <Field key={name} label={t(`${kind}.${urgency}`)} error={form.error(name)}>
                  <Input inputMode="numeric" maxLength={7} {...form.register(name)} />
                </Field>
              );
            }),
          )}
        </div>
        <Checkbox label={t('applyToOpen')} hint={t('applyHint')} {...form.register('applyToOpen')} />
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton>{t('savePolicy')}</SubmitButton>
          {levels.since && (
            <span className="text-muted text-sm">
              {t.rich('since', { date: () => <Time at={levels.since ?? ''} format="datetime" /> })}
            </span>
          )}
        </div>
      </ActionForm>
    </Card>
  );
}

const typed = ({ targets }: LevelsDto): Values['targets'] => {
  const of = (urgency: (typeof urgencies)[number]) => ({
    firstAnswer: workingTime(targets[urgency].firstAnswerMinutes),
    resolution: workingTime(targets[urgency].resolutionMinutes),
  });
  return { normal: of('normal'), high: of('high'), critical: of('critical') };
};
