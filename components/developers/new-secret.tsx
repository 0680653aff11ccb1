'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

/** The one time that a secret stands on a screen: selected by a click, copied by a button. */
export function NewSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = useTranslations('developers.secret');
  return (
    <div className="flex flex-col gap-4">
      <Field label={t('label')}>
        <Input
          readOnly
          autoFocus
          value={secret}
          spellCheck={false}
          className="font-mono"
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" onClick={onDone}>
          {t('done')}
        </Button>
        <CopyButton text={secret} label={t('copy')} />
      </div>
    </div>
  );
}
