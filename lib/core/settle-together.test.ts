import { expect, it } from 'vitest';
import { jobContext } from './context';
import { settleTogether } from './settle-together';

const NOW = new Date('2026-11-22T09:00:00Z');

function recorded(isRefused: (name: string) => boolean = () => false) {
  const batches: string[][] = [];
  const call = settleTogether(
    async (ctx, calls: readonly { ctx: typeof ctx; organisationId: string; name: string }[]) => {
      batches.push(calls.map(({ name }) => name));
      await Promise.resolve();
      if (calls.some(({ name }) => isRefused(name))) throw new Error('refused');
      return calls.map(({ name }) => `${name} ${ctx.now.getTime() - NOW.getTime()}`);
    },
  );
  const send = (name: string, job = 'one', ms = 0) =>
    call({ ctx: jobContext(job, new Date(NOW.getTime() + ms)), organisationId: name.slice(0, 1), name });
  return { batches, send };
}

it('takes what waits in one transaction, as of the latest call', async () => {
  const { batches, send } = recorded();
  expect(await Promise.all([send('a'), send('b', 'one', 5), send('c')])).toEqual(['a 5', 'b 5', 'c 5']);
  expect(batches).toEqual([['a', 'b', 'c']]);
});

it('takes what is of one organisation, or by another job, one after the other', async () => {
  const { batches, send } = recorded();
  await Promise.all([send('a1'), send('a2'), send('b'), send('c', 'another')]);
  expect(batches).toEqual([['a1', 'b'], ['a2'], ['c']]);
});

it('fails the call that is at fault, and no other', async () => {
  const { batches, send } = recorded((name) => name === 'b');
  const outcomes = await Promise.allSettled([send('a'), send('b'), send('c')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(batches).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
});
