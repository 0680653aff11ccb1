import { type Context, actorId } from './context';

type Call = { ctx: Context; organisationId: string };
type Waiting<C, A> = { call: C; resolve: (answer: A) => void; reject: (error: unknown) => void };

/** Transactions under way at once, and how many calls one of them takes at the most. */
const LANES = 2;
const BATCH = 100;

/**
 * Makes a function whose calls go out together with those that wait at that moment: a transaction costs as many round
 * trips for many organisations as for one. `run` does one transaction for calls of different organisations by the same
 * job, in the order given, and answers each; its context has the latest of their instants. Where it fails each call is
 * tried alone, for only one of them may be at fault. A call goes out at once while a lane is free.
 */
export function gatherer<C extends Call, A>(
  run: (ctx: Context, calls: readonly C[]) => Promise<readonly A[]>,
): (call: C) => Promise<A> {
  let waiting: Waiting<C, A>[] = [];
  const underWay = new Set<string>();
  let lanes = 0;

  /** The next that may go together; the second of an organisation stays, for the first may change what it finds. */
  function takeBatch(): Waiting<C, A>[] {
    const batch: Waiting<C, A>[] = [];
    const rest: Waiting<C, A>[] = [];
    for (const one of waiting) {
      const { organisationId, ctx } = one.call;
      const isSame = !batch[0] || actorId(batch[0].call.ctx.actor) === actorId(ctx.actor);
      const fits = batch.length < BATCH && isSame && !underWay.has(organisationId);
      if (fits) underWay.add(organisationId);
      (fits ? batch : rest).push(one);
    }
    waiting = rest;
    return batch;
  }

  async function send(batch: readonly Waiting<C, A>[]): Promise<void> {
    try {
      const latest = batch.reduce((last, one) => (one.call.ctx.now > last.call.ctx.now ? one : last));
      const answers = await run(
        latest.call.ctx,
        batch.map(({ call }) => call),
      );
      batch.forEach(({ resolve }, n) => resolve(answers[n] as A));
    } catch (error) {
      if (batch.length > 1) for (const one of batch) await send([one]);
      else batch[0]?.reject(error);
    }
  }

  function sendWaiting(): void {
    while (lanes < LANES) {
      const batch = takeBatch();
      if (batch.length === 0) return;
      lanes++;
      void send(batch).finally(() => {
        lanes--;
        for (const { call } of batch) underWay.delete(call.organisationId);
        sendWaiting();
      });
    }
  }

  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      // What the same turn of the event loop asks for still comes along.
      setImmediate(sendWaiting);
    });
}
