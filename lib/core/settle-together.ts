import { type Context, actorId } from './context';
import { gather } from './gather';

type Call = { ctx: Context; organisationId: string };
type Outcome<A> = { answer: A } | { error: unknown };

/** Calls in a transaction at the most, and transactions under way at once. */
const MAX = 100;
const LANES = 2;

/**
 * Makes a function whose calls go out together with those that wait at that moment: a transaction makes as many round
 * trips for many organisations as for one. `run` does one transaction for calls of different organisations by the same
 * job and answers each; its context has the latest of their instants. Where it fails each call is tried alone: only one
 * of them may be at fault.
 */
export function settleTogether<C extends Call, A>(
  run: (ctx: Context, calls: readonly C[]) => Promise<readonly A[]>,
): (call: C) => Promise<A> {
  const gathered = gather<C, Outcome<A>>((calls) => settleAll(run, calls), { max: MAX, lanes: LANES });
  return async (call) => {
    const outcome = await gathered(call);
    if ('error' in outcome) throw outcome.error;
    return outcome.answer;
  };
}

/** The second call of an organisation comes after the first, which may change what it finds. */
async function settleAll<C extends Call, A>(
  run: (ctx: Context, calls: readonly C[]) => Promise<readonly A[]>,
  calls: readonly C[],
): Promise<Outcome<A>[]> {
  const outcomes = new Map<C, Outcome<A>>();
  for (let left = calls; left.length > 0; left = left.filter((call) => !outcomes.has(call))) {
    const organisations = new Set<string>();
    const round = left.filter(({ ctx, organisationId }) => {
      const fits =
        actorId(ctx.actor) === actorId(left[0]?.ctx.actor ?? ctx.actor) && !organisations.has(organisationId);
      if (fits) organisations.add(organisationId);
      return fits;
    });
    for (const [call, outcome] of await tryTogether(run, round)) outcomes.set(call, outcome);
  }
  return calls.map((call) => outcomes.get(call) ?? { error: new Error('a call was not settled') });
}

async function tryTogether<C extends Call, A>(
  run: (ctx: Context, calls: readonly C[]) => Promise<readonly A[]>,
  round: readonly C[],
): Promise<[C, Outcome<A>][]> {
  try {
    const latest = round.reduce((last, call) => (call.ctx.now > last.ctx.now ? call : last));
    const answers = await run(latest.ctx, round);
    return round.map((call, n) => [call, { answer: answers[n] as A }]);
  } catch (error) {
    if (round.length === 1) return round.map((call) => [call, { error }]);
    const alone: [C, Outcome<A>][] = [];
    for (const call of round) alone.push(...(await tryTogether(run, [call])));
    return alone;
  }
}
