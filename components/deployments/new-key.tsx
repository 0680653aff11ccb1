'use client';

import { useTranslations } from 'next-intl';
import { NewSecret } from '@/components/developers/new-secret';
import { CopyButton } from '@/components/ui/copy-button';
import type { NewDeploymentKeyDto } from '@/lib/domain/deployments/schema';

/** The key's id, and its secret for the one time that it stands on a screen. */
export function NewKey({ made, onDone }: { made: NewDeploymentKeyDto; onDone: () => void }) {
  const t = useTranslations('deployments');
  return (
    <div className="flex flex-col gap-4">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <span className="text-muted">{t('keyId')}</span>
        <code className="font-mono [overflow-wrap:anywhere]">{made.id}</code>
        <CopyButton text={made.id} />
      </p>
      <NewSecret secret={made.secret} onDone={onDone} />
    </div>
  );
}
