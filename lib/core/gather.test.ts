import { describe, expect, it } from 'vitest';
import { gather } from './gather';

/** A settler that can be held up, and tells what it was given. */
function slow() {
  const batches: number[][] = [];
  const open: (() => void)[] = [];
  const settle = async (items: number[]) => {
    batches.push(items);
    await new Promise<void>((resolve) => open.push(resolve));
    if (items.includes(13)) throw new Error('unlucky');
    return items.map((item) => item * 2);
  };
  const tick = () => new Promise((resolve) => setImmediate(resolve));
  const release = async () => {
    await tick();
    open.shift()?.();
    await tick();
  };
  return { batches, settle, release, tick };
}

describe('gather', () => {
  it('sends the first at once and the rest together, each with its own answer', async () => {
    const { batches, settle, release, tick } = slow();
    const double = gather(settle, { max: 10 });
    const first = double(1);
    await tick();
    const rest = [double(2), double(3), double(4)];
    await release();
    await release();
    expect(await Promise.all([first, ...rest])).toEqual([2, 4, 6, 8]);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  it('keeps to the size of a batch and to its lanes', async () => {
    const { batches, settle, release, tick } = slow();
    const double = gather(settle, { max: 2, lanes: 2 });
    const all = Promise.all([1, 2, 3, 4, 5].map(double));
    await tick();
    expect(batches).toEqual([
      [1, 2],
      [3, 4],
    ]);
    for (let i = 0; i < 3; i++) await release();
    expect(await all).toEqual([2, 4, 6, 8, 10]);
    expect(batches[2]).toEqual([5]);
  });

  it('fails only the batch that failed, and goes on', async () => {
    const { settle, release, tick } = slow();
    const double = gather(settle, { max: 10 });
    const bad = expect(Promise.all([double(13)])).rejects.toThrow('unlucky');
    await tick();
    const good = double(5);
    await release();
    await release();
    await bad;
    expect(await good).toBe(10);
  });

  it('never takes a missing answer for an answer', async () => {
    const double = gather(async () => [], { max: 10 });
    await expect(double(1)).rejects.toThrow('a gathered answer is missing');
  });
});
