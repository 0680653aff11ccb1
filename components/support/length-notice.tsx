import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { limits } from '@/lib/domain/support/schema';

/** From here on it is said how much still fits. */
const SAID_FROM = 1_000;

/** What does not fit into a message goes along as a file: nothing that was typed or pasted is lost. */
export function LengthNotice({ length, attach }: { length: number; attach: () => void }) {
  const t = useTranslations('thread.length');
  const left = limits.body - length;
  if (left > SAID_FROM) return null;
  if (left >= 0)
    return (
      <p role="status" className="text-muted figures text-sm">
        {t('left', { count: left })}
      </p>
    );
  return (
    <Banner
      tone="warning"
      role="alert"
      action={
        <Button size="sm" onClick={attach}>
          {t('attach')}
        </Button>
      }
    >
      {t('tooLong', { count: length, max: limits.body })}
    </Banner>
  );
}
