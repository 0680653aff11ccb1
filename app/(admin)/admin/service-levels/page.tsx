import { getTranslations } from 'next-intl/server';
import { HolidaysForm } from '@/components/levels/holidays-form';
import { HoursForm } from '@/components/levels/hours-form';
import { TargetsForm } from '@/components/levels/targets-form';
import { Banner } from '@/components/ui/banner';
import { PageHeader } from '@/components/ui/page-header';
import { timeZones } from '@/lib/core/time-zones';
import { getLevels } from '@/lib/domain/sla/queries';
import { requireStaff } from '@/lib/web/session';
import { saveDaysOff, saveHours, saveTargets } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('promises.levels'))('title') };
}

export default async function ServiceLevelsPage() {
  const { ctx } = await requireStaff('catalogue:manage');
  const [t, levels] = await Promise.all([getTranslations('promises.levels'), getLevels(ctx)]);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {!levels.since && <Banner tone="info">{t('none')}</Banner>}
      <div className="flex max-w-3xl flex-col gap-6">
        {/* A form begins anew with what was saved of its own: what is typed in it outlasts the others. */}
        <HoursForm levels={levels} timeZones={timeZones(levels.timeZone)} save={saveHours} />
        {levels.since && (
          <>
            <TargetsForm
              key={`targets:${JSON.stringify(levels.targets)}`}
              levels={levels}
              save={saveTargets}
            />
            <HolidaysForm
              key={`holidays:${JSON.stringify(levels.holidays)}`}
              levels={levels}
              save={saveDaysOff}
            />
          </>
        )}
      </div>
    </>
  );
}
