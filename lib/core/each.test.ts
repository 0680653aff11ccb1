import { expect, it } from 'vitest';
import { each } from './each';

it('does every piece, and fails with the first failure', async () => {
  const done: number[] = [];
  const work = async (piece: number) => {
    if (piece % 2) throw new Error(`piece ${piece}`);
    done.push(piece);
  };
  await expect(each([0, 1, 2, 3, 4], work)).rejects.toThrow('piece 1');
  expect(done).toEqual([0, 2, 4]);
  await expect(each([], work)).resolves.toBeUndefined();
});
