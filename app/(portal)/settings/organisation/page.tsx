import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OrganisationForm } from '@/components/settings/organisation-form';
import { OwnerContactForm } from '@/components/settings/owner-contact-form';
import { Card, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { type Context, can } from '@/lib/core/context';
import { timeZones } from '@/lib/core/time-zones';
import { getOwnerContact } from '@/lib/domain/approvals/owner-contact';
import { requireMember } from '@/lib/web/session';
import { removeOwnerContact, saveOwnerContact, updateOrganisation } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.tabs'))('organisation') };
}

export default async function OrganisationPage() {
  const { ctx, organisation } = await requireMember();
  const t = await getTranslations('settings.organisation');
  const { name, timeZone } = organisation;
  const isManaged = can(ctx, 'organisation:manage');
  return (
    <>
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
      {isManaged && <OwnerContact ctx={ctx} />}
    </>
  );
}

async function OwnerContact({ ctx }: { ctx: Context }) {
  const [t, contact] = await Promise.all([getTranslations('settings.owner'), getOwnerContact(ctx)]);
  return (
    <Card>
      <CardHeader title={t('title')} description={t('lead')} />
      <OwnerContactForm contact={contact} save={saveOwnerContact} remove={removeOwnerContact} />
    </Card>
  );
}
