import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OrganisationForm } from '@/components/settings/organisation-form';
import { Card, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { can } from '@/lib/core/context';
import { requireMember } from '@/lib/web/session';
import { updateOrganisation } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.tabs'))('organisation') };
}

/** Every zone that this server's Intl knows; UTC is not among them by itself. */
const timeZones = (own: string) => [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])].sort();

export default async function OrganisationPage() {
  const { ctx, organisation } = await requireMember();
  const t = await getTranslations('settings.organisation');
  const { name, timeZone } = organisation;
  const isManaged = can(ctx, 'organisation:manage');
  return (
    <Card>
      <CardHeader title={t('title')} description={isManaged ? undefined : t('ownersOnly')} />
      {isManaged ? (
        <OrganisationForm
          organisation={{ name, timeZone }}
          timeZones={timeZones(timeZone)}
          action={updateOrganisation}
        />
      ) : (
        <DescriptionList
          items={[
            { term: t('name'), detail: name },
            { term: t('timeZone'), detail: timeZone.replaceAll('_', ' ') },
          ]}
        />
      )}
    </Card>
  );
}
