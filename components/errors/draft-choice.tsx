import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';

/** There is one draft at a time: whose words go on is for the person to say. */
export function DraftChoice({ subject, replaceHref }: { subject: string; replaceHref: string }) {
  const t = useTranslations('support.errors.choice');
  return (
    <Card>
      <CardHeader title={t('title')} description={t('text', { subject })} />
      <div className="flex flex-wrap gap-2">
        <LinkButton variant="primary" href="/support/new">
          {t('keep')}
        </LinkButton>
        <LinkButton href={replaceHref}>{t('replace')}</LinkButton>
      </div>
    </Card>
  );
}
