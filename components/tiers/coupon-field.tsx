'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

interface CouponFieldProps {
  applied: string | undefined;
  /** A key of errors.field: why the code takes nothing off. */
  error?: string;
  pending: boolean;
  apply: (code: string | undefined) => void;
}

/** A code that takes something off. What it does shows in the lines above. */
export function CouponField({ applied, error, pending, apply }: CouponFieldProps) {
  const t = useTranslations('tiers.coupon');
  const [code, setCode] = useState('');
  const typed = code.trim();
  return (
    <form
      noValidate
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        apply(typed || undefined);
      }}
    >
      <Field
        label={t('label')}
        optional
        error={error}
        hint={applied && !error && !pending ? t('applied', { code: applied.toUpperCase() }) : undefined}
        className="flex-1"
      >
        <div className="flex gap-2">
          <CouponInput value={code} onChange={setCode} />
          <Button type="submit" loading={pending} disabled={!typed && !applied}>
            {!typed && applied ? t('remove') : t('apply')}
          </Button>
        </div>
      </Field>
    </form>
  );
}

function CouponInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Input
      value={value}
      maxLength={40}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
