import { env } from '@/lib/core/env';

const CARD = { pays: '4242424242424242', declines: '4000000000000002' };
const origin = (url: string) => new URL(url).origin;

async function sent(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, method: 'POST', redirect: 'manual' });
  // 402 is a card that was declined: an answer, and what was wanted.
  if (response.status >= 400 && response.status !== 402)
    throw new Error(`${url} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  await response.clone().arrayBuffer();
  return response;
}

const form = (url: string, fields: Record<string, string>) =>
  sent(url, { headers: { origin: origin(url) }, body: new URLSearchParams(fields) });

const control = async (where: string, body: object = {}): Promise<Record<string, unknown>> => {
  const response = await sent(`${env.SANDBOX_URL}${where}`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
};

/** Fills in a hosted page of the card provider: a checkout, an invoice, or a new card. */
export const payByCard = (url: string, isGood = true) =>
  form(url, {
    ...{ cardNumber: isGood ? CARD.pays : CARD.declines, cardExpiry: '12 / 40', cardCvc: '123' },
    billingName: 'Ada Byron',
  });

/** Fills in the unified checkout of Paymob. */
export const payAtPaymob = (url: string, isGood = true) =>
  form(`${origin(url)}/paymob/unifiedcheckout/pay`, {
    clientSecret: new URL(url).searchParams.get('clientSecret') ?? '',
    ...{ method: 'card', cardNumber: '5123456789012346', act: isGood ? 'pay' : 'decline' },
  });

/** Lets the next charges of a subscription's customer fail. */
export const failNext = (subscription: string, times: number) =>
  control(`/sandbox/subscriptions/${subscription}/fail-next`, { times });

/** The cardholder disputes a charge. Answers the provider's id of it. */
export const dispute = async (paymentIntent: string): Promise<string> =>
  String((await control('/sandbox/disputes', { paymentIntent })).id);

/** The bank decides. */
export const decide = (id: string, outcome: 'won' | 'lost') =>
  control(`/sandbox/disputes/${id}/close`, { outcome });

/** How the card provider tells of what happens: twice, or the last first. */
export const deliver = (how: { duplicate: boolean; outOfOrder: boolean }) =>
  control('/sandbox/settings', how);

/** Moves the vendors' clock; what fell due by then happens. */
export const moveClock = (now: Date) => control('/sandbox/clock', { now: now.toISOString() });

/** How many events are on their way to us. */
export async function onTheirWay(): Promise<number> {
  const response = await fetch(`${env.SANDBOX_URL}/sandbox/clock`);
  return ((await response.json()) as { waiting: number }).waiting;
}
