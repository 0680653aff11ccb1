'use client';

import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { NewKeyDto } from '@/lib/domain/apps/schema';
import { CreateKeyForm, type KeyOwner } from './create-key-form';
import type { CreateKey as Create } from './key-types';
import { NewSecret } from './new-secret';

interface CreateKeyProps {
  action: Create;
  owner: KeyOwner;
  label?: string;
  variant?: 'primary' | 'secondary';
}

/** The form, then its secret in the same dialog: what is shown once cannot be missed. */
export function CreateKey({ action, owner, label, variant = 'primary' }: CreateKeyProps) {
  const t = useTranslations('developers');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<NewKeyDto | null>(null);
  const close = (isOpen: boolean) => {
    setOpen(isOpen);
    if (!isOpen && made) router.refresh();
    if (isOpen) setMade(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      trigger={
        <Button variant={variant}>
          <KeyRound aria-hidden />
          {label ?? t('create.open')}
        </Button>
      }
      title={made ? t('secret.title', { name: made.name }) : t('create.title')}
      description={t(made ? 'secret.lead' : 'create.lead')}
    >
      {made ? (
        <NewSecret secret={made.secret} onDone={() => close(false)} />
      ) : (
        <CreateKeyForm action={action} owner={owner} onMade={setMade} />
      )}
    </Dialog>
  );
}
