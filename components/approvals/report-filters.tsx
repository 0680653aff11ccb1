import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { type ReportQuery, reportStates } from '@/lib/domain/approvals/schema';

interface ReportFiltersProps {
  query: Omit<ReportQuery, 'after'>;
  organisations: { id: string; name: string }[];
}

/** A form of the browser's own: its fields are the address. */
export function ReportFilters({ query, organisations }: ReportFiltersProps) {
  const t = useTranslations('asking');
  const { state, organisation, days } = query;
  return (
    <form method="get" action="/desk/approvals" className="flex flex-wrap items-end gap-3">
      <Field label={t('report.days')} className="w-36">
        <Select name="days" defaultValue={days}>
          {['30', '90', '365'].map((each) => (
            <option key={each} value={each}>
              {t('report.dayCount', { days: each })}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('report.stateLabel')} className="w-48">
        <Select name="state" defaultValue={state ?? ''}>
          <option value="">{t('report.anyState')}</option>
          {reportStates.map((each) => (
            <option key={each} value={each}>
              {each === 'late' ? t('report.late') : t(`state.${each}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('report.organisationLabel')} className="w-56">
        <Select name="organisation" defaultValue={organisation ?? ''}>
          <option value="">{t('report.everyOrganisation')}</option>
          {organisations.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit">{t('report.filter')}</Button>
      {(state ?? organisation) && <LinkButton href="/desk/approvals">{t('report.clear')}</LinkButton>}
    </form>
  );
}
