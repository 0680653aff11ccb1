'use client';

import { useTranslations } from 'next-intl';
import { RotateDialog } from '@/components/keys/rotate-dialog';
import type { KeyDto } from '@/lib/domain/apps/schema';
import type { KeyActions } from './key-types';
import { NewSecret } from './new-secret';

interface RotateKeyProps {
  apiKey: KeyDto;
  action: KeyActions['rotate'];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes the next secret of an API key. */
export function RotateKey({ apiKey: { id, name }, ...dialog }: RotateKeyProps) {
  const t = useTranslations('developers');
  return (
    <RotateDialog
      {...dialog}
      keyId={id}
      asked={{ title: t('rotate.title', { name }), description: t('rotate.lead') }}
      shown={{ title: t('secret.title', { name }), description: t('secret.lead') }}
    >
      {({ secret }, done) => <NewSecret secret={secret} onDone={done} />}
    </RotateDialog>
  );
}
