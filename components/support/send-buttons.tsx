import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/form';

interface SendButtonsProps {
  isBusy: boolean;
  /** The second way is under way. */
  isPending: boolean;
  isReady: boolean;
  label: string;
  icon?: ReactNode;
  second?: { label: string; send: () => void };
  /** Before the form is sent the first way. */
  onFirst: () => void;
}

/** Sends a message, one way or another, once its files are there. */
export function SendButtons(props: SendButtonsProps) {
  const { isBusy, isPending, isReady, label, icon, second, onFirst } = props;
  const t = useTranslations('support.files');
  return (
    <div className="ms-auto flex flex-wrap justify-end gap-2">
      {second && (
        <Button loading={isPending} disabled={isBusy || !isReady} onClick={second.send}>
          {second.label}
        </Button>
      )}
      <SubmitButton disabled={isBusy} title={isBusy ? t('waitForUploads') : undefined} onClick={onFirst}>
        {icon}
        {label}
      </SubmitButton>
    </div>
  );
}
