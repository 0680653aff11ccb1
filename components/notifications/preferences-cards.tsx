import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import type { PreferencesDto } from '@/lib/domain/notifications/schema';
import { ChoicesForm } from './choices-form';
import { ScheduleForm } from './schedule-form';

interface PreferencesCardsProps {
  preferences: PreferencesDto;
  timeZones: string[];
  languages: { code: string; name: string }[];
  saveChoices: ComponentProps<typeof ChoicesForm>['save'];
  saveHours: ComponentProps<typeof ScheduleForm>['save'];
}

/** What reaches the reader, and when. */
export function PreferencesCards(props: PreferencesCardsProps) {
  const t = useTranslations('notifications');
  const { choices, schedule, hasTelegram } = props.preferences;
  return (
    <>
      <Card>
        <CardHeader title={t('choices.title')} description={t('choices.lead')} />
        <ChoicesForm choices={choices} hasTelegram={hasTelegram} save={props.saveChoices} />
      </Card>
      <Card>
        <CardHeader title={t('schedule.title')} description={t('schedule.lead')} />
        <ScheduleForm
          schedule={schedule}
          timeZones={props.timeZones}
          languages={props.languages}
          hasTelegram={hasTelegram}
          save={props.saveHours}
        />
      </Card>
    </>
  );
}
