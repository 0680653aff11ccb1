import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { zoned } from '@/lib/core/time';
import { splitGross } from '@/lib/domain/tax/rules';
import { changeWords, unusedWords } from './line-words';
import { type Planned, dueNow, planChange, trialEnd } from './plan-change';
import { periodEndAfter } from './rules';
import { type ChangePreviewDto, PreviewChangeInput } from './schema';

/**
 * What a change of tier would charge now, line by line, and what it would bring; nothing is changed. Of an upgrade the
 * figures are the provider's own. Errors: `not_found` for a tier that is not offered, `conflict` where the tier cannot
 * be changed now, `invalid` beside `couponCode`, `provider_unavailable`.
 */
export async function previewChange(
  ctx: Context,
  input: z.input<typeof PreviewChangeInput>,
): Promise<ChangePreviewDto> {
  authorise(ctx, 'billing:read');
  const organisationId = tenant(ctx);
  const planned = await planChange(organisationId, parse(PreviewChangeInput, input), ctx);
  const { dueMinor, creditsMicro } = dueNow(planned);
  const { terms } = planned;
  return {
    lines: linesOf(planned).map(({ description, amountMinor }) => ({
      ...{ description, amountMinor: amountMinor.toString() },
    })),
    dueNowMinor: dueMinor.toString(),
    currency: terms.currency,
    startsAt: (planned.kind === 'later' ? planned.live.periodEnd : ctx.now).toISOString(),
    isByInvoice:
      planned.kind === 'invoiced' || (planned.kind === 'start' && planned.collection === 'invoice'),
    ...(await nextCharge(ctx, organisationId, planned)),
    creditsNow: creditsToDecimal(creditsMicro),
    endsTrial: planned.kind === 'now' && planned.change.endsTrial,
    isNewPeriod: planned.kind === 'now' && planned.periodEnd > planned.live.periodEnd,
    taxMinor: (await taxIn(planned, dueMinor)).toString(),
    trialEndsAt:
      planned.kind === 'start' ? (trialEnd(planned.trialDays, ctx.now)?.toISOString() ?? null) : null,
  };
}

/** The tax in what is due now; what is given back has that which it was charged with. */
async function taxIn(planned: Planned, dueMinor: bigint): Promise<bigint> {
  const { list, taxRateId } = planned.terms;
  const taxOf = (minor: bigint, rateBps: number) => splitGross(minor, rateBps).taxMinor;
  const isChange = planned.kind === 'now' || planned.kind === 'invoiced';
  if (!isChange || planned.live.taxRateId === taxRateId) return taxOf(dueMinor, list.tax.rateBps);
  const before = await db.taxRate.findUnique({ where: { id: planned.live.taxRateId ?? '' } });
  const givenMinor = planned.cost.lines
    .filter(({ amountMinor }) => amountMinor < 0n)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return taxOf(dueMinor - givenMinor, list.tax.rateBps) + taxOf(givenMinor, before?.rateBps ?? 0);
}

function linesOf(planned: Planned): { description: string; amountMinor: bigint }[] {
  const { terms } = planned;
  if (planned.kind === 'invoiced') return planned.cost.lines;
  if (planned.kind === 'now') {
    const { tierName } = planned.live;
    const wordsOf = (minor: bigint) =>
      minor < 0n ? unusedWords(tierName) : changeWords(tierName, terms.tier.name);
    return planned.cost.lines
      .filter(({ amountMinor }) => amountMinor !== 0n)
      .map(({ amountMinor }) => ({ description: wordsOf(amountMinor), amountMinor }));
  }
  if (planned.kind === 'later' || planned.trialDays > 0) return [];
  return [{ description: terms.tier.name, amountMinor: terms.price.totalMinor }];
}

async function nextCharge(ctx: Context, organisationId: string, planned: Planned) {
  const { terms } = planned;
  const isTrial = planned.kind === 'start' && planned.trialDays > 0;
  const nextMinor = () => {
    if ('discountMinor' in planned) return terms.price.fullMinor - planned.discountMinor;
    // Only a coupon that lasts takes something off the next period.
    const lasts = isTrial || (terms.coupon !== null && terms.coupon.duration !== 'once');
    return lasts ? terms.price.totalMinor : terms.price.fullMinor;
  };
  const at = async () => {
    if (planned.kind === 'later') return planned.live.periodEnd;
    if (planned.kind !== 'start') return planned.periodEnd;
    const trial = trialEnd(planned.trialDays, ctx.now);
    if (trial) return trial;
    const { timeZone } = await db.organisation.findUniqueOrThrow({ where: { id: organisationId } });
    const zone = planned.collection === 'stripe' ? 'UTC' : timeZone;
    const agreement = { startedAt: ctx.now, anchorDay: zoned(ctx.now, zone).day, timeZone: zone };
    return periodEndAfter({ ...agreement, interval: terms.interval }, ctx.now);
  };
  return { nextChargeAt: (await at()).toISOString(), nextChargeMinor: nextMinor().toString() };
}
