'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { readJson } from '@/components/read-json';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { SkeletonText } from '@/components/ui/skeleton';
import { Textarea } from '@/components/ui/textarea';
import type { ExpertDto } from '@/lib/domain/desk/schema.dto';
import { type Urgency, limits, urgencies } from '@/lib/domain/support/schema';
import type { BulkChange, BulkDialogAct } from './bulk-change';

interface BulkDialogProps {
  act: BulkDialogAct | null;
  count: number;
  isRunning: boolean;
  onClose: () => void;
  run: (change: BulkChange) => void;
}

/** Asks what a change of several requests needs: whom, how urgent, why. */
export function BulkDialog({ act, count, isRunning, onClose, run }: BulkDialogProps) {
  const t = useTranslations('desk.bulk');
  const words = useTranslations('common');
  const [change, setChange] = useState<BulkChange | null>(null);
  if (!act) return null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`${act}Title`, { count })}
      description={t(`${act}Text`)}
      footer={
        <>
          <DialogClose asChild>
            <Button>{words('cancel')}</Button>
          </DialogClose>
          <Button
            variant={act === 'cancel' ? 'danger' : 'primary'}
            loading={isRunning}
            disabled={change?.act !== act}
            onClick={() => change && run(change)}
          >
            {t(`${act}Submit`, { count })}
          </Button>
        </>
      }
    >
      {act === 'assign' && <ChooseExpert onChange={setChange} />}
      {act === 'urgency' && <ChooseUrgency onChange={setChange} />}
      {act === 'cancel' && (
        <Reason onChange={(reason) => setChange(reason ? { act: 'cancel', reason } : null)} />
      )}
    </Dialog>
  );
}

type Choosing = { onChange: (change: BulkChange | null) => void };

function ChooseExpert({ onChange }: Choosing) {
  const t = useTranslations('desk.assign');
  const { data: experts, isError } = useQuery({
    queryKey: ['experts'],
    queryFn: () => readJson<ExpertDto[]>('/api/desk/experts'),
  });
  if (isError) return <p className="text-critical text-sm">{t('failed')}</p>;
  if (!experts) return <SkeletonText lines={2} />;
  if (experts.length === 0) return <p className="text-muted text-base">{t('none')}</p>;
  return (
    <Field label={t('legend')}>
      <Select
        defaultValue=""
        onChange={({ target }) => onChange(target.value ? { act: 'assign', expertId: target.value } : null)}
      >
        <option value="">{t('choose')}</option>
        {experts.map(({ id, name, load, capacity }) => (
          <option key={id} value={id}>
            {`${name} · ${t('load', { load, capacity })}`}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function ChooseUrgency({ onChange }: Choosing) {
  const t = useTranslations('desk.bulk');
  const words = useTranslations('support.urgency');
  const [urgency, setUrgency] = useState<Urgency>('high');
  const [reason, setReason] = useState('');
  const change = (next: Urgency, why: string) => {
    setUrgency(next);
    setReason(why);
    onChange(why ? { act: 'urgency', urgency: next, reason: why } : null);
  };
  return (
    <div className="flex flex-col gap-4">
      <Field label={t('urgencyLabel')}>
        <Select
          value={urgency}
          onChange={({ target }) =>
            change(urgencies.find((name) => name === target.value) ?? 'normal', reason)
          }
        >
          {urgencies.map((name) => (
            <option key={name} value={name}>
              {words(name)}
            </option>
          ))}
        </Select>
      </Field>
      <Reason onChange={(why) => change(urgency, why)} />
    </div>
  );
}

/** At least three letters, as the verb asks. */
function Reason({ onChange }: { onChange: (reason: string) => void }) {
  const t = useTranslations('desk.bulk');
  return (
    <Field label={t('reason')} hint={t('reasonHint')}>
      <Textarea
        rows={3}
        maxLength={limits.reason}
        onChange={({ target }) => onChange(target.value.trim().length >= 3 ? target.value.trim() : '')}
      />
    </Field>
  );
}
