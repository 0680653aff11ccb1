import { useTranslations } from 'next-intl';
import { deskAges, deskMarks } from '@/lib/domain/desk/schema';
import { requestStatuses, urgencies } from '@/lib/domain/support/schema';

export const choiceNames = ['status', 'urgency', 'expert', 'category', 'mark', 'age'] as const;

export interface FilterSubjects {
  experts: { id: string; name: string }[];
  categories: { code: string; name: string }[];
}

type Choice = [value: string, label: string];
type Choices = Record<(typeof choiceNames)[number], Choice[]>;

/** What each filter of the desk can be set to, as values of the address and the words for them. */
export function useFilterChoices({ experts, categories }: FilterSubjects): Choices {
  const t = useTranslations('desk.filters');
  const words = useTranslations('support');
  return {
    status: requestStatuses.map((name) => [
      name,
      name === 'waiting_on_customer' ? words(`deskStatus.${name}`) : words(`status.${name}`),
    ]),
    urgency: urgencies.map((name) => [name, words(`urgency.${name}`)]),
    expert: [['mine', t('mine')], ['none', t('none')], ...experts.map(({ id, name }): Choice => [id, name])],
    category: categories.map(({ code, name }) => [code, name]),
    mark: deskMarks.map((name) => [name, t(`marks.${name}`)]),
    age: deskAges.map((days) => [String(days), t(`ages.${days}`)]),
  };
}
