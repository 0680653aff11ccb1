import { env } from '@/lib/core/env';
import { signToken } from '@/lib/core/signed-token';
import type { Follower } from './participants';

type ParticipantKey = { organisationId: string; id: string };

/** The address at which this participant rates their request; a mail may add `?score=1` to `5` to choose it. */
export const rateUrl = ({ organisationId, id }: ParticipantKey): string =>
  new URL(`/rate/${signToken('rate', [organisationId, id])}`, env.APP_URL).href;

/** The same in the language of its reader, as mails carry it; somebody who does not follow the request has none. */
export function mailedRateUrl(
  organisationId: string,
  { participantId, locale }: Pick<Follower, 'participantId' | 'locale'>,
): string {
  const url = new URL(rateUrl({ organisationId, id: participantId }));
  if (locale !== 'en') url.searchParams.set('lang', locale);
  return url.href;
}
