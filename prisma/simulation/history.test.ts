import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventKinds, historyOf } from './history';
import { shrink, shrinkHistory } from './shrink';
import { sideBySide } from './side-by-side';

it('tells the same story for the same seed, and another for another', () => {
  const shape = { months: 6, organisations: 10 };
  expect(historyOf({ seed: 7, ...shape })).toEqual(historyOf({ seed: 7, ...shape }));
  expect(historyOf({ seed: 8, ...shape })).not.toEqual(historyOf({ seed: 7, ...shape }));
});

it('gives each organisation a life of its own: fewer of them leave the others as they are', () => {
  const many = historyOf({ seed: 3, months: 6, organisations: 10 });
  const few = historyOf({ seed: 3, months: 6, organisations: 4 });
  expect(many.filter((event) => event.organisation < 4)).toEqual(few);
});

it('holds every kind of event, in the order of days', () => {
  const events = historyOf({ seed: 1, months: 24, organisations: 50 });
  expect([...new Set(events.map((event) => event.kind))].toSorted()).toEqual(eventKinds);
  expect(events.every((event, nth) => nth === 0 || (events[nth - 1]?.day ?? 0) <= event.day)).toBe(true);
});

it('finds a failing part that needs each of its events', async () => {
  const needed = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(needed, async (culprits) => {
      const all = Array.from({ length: 100 }, (_, nth) => nth);
      const found = await shrink(
        all,
        (part) => Promise.resolve(culprits.every((one) => part.includes(one))),
        2_000,
      );
      expect(found).toEqual([...culprits].sort((a, b) => a - b));
    }),
  );
});

it('leaves whole organisations out before single events', async () => {
  const events = historyOf({ seed: 5, months: 3, organisations: 20 });
  const culprits = [events[10], events[40]];
  let runs = 0;
  const found = await shrinkHistory(
    events,
    (part) => {
      runs++;
      return Promise.resolve(culprits.every((one) => one && part.includes(one)));
    },
    200,
  );
  expect(found).toEqual(culprits);
  expect(runs).toBeLessThan(80);
});

it('tries the organisations that the problem names first, with those beside them', async () => {
  const events = historyOf({ seed: 5, months: 3, organisations: 20 });
  const culprits = [7, 8].map((nth) => events.find(({ organisation }) => organisation === nth));
  const needed = (part: typeof events) => Promise.resolve(culprits.every((one) => one && part.includes(one)));
  const tried: number[][] = [];
  const noted = (part: typeof events) => {
    tried.push([...new Set(part.map(({ organisation }) => organisation))].toSorted((a, b) => a - b));
    return needed(part);
  };
  const found = await shrinkHistory(events, noted, 200, [8]);
  expect(found).toEqual(events.filter((event) => culprits.includes(event)));
  expect(tried.slice(0, 2)).toEqual([[8], [7, 8, 9]]);
});

it('does pieces side by side in so many lanes, and tells the first failure when they have come to rest', async () => {
  let [running, most, done] = [0, 0, 0];
  const work = async (nth: number) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    if (nth === 7) throw new Error('seven');
    done++;
  };
  await expect(sideBySide(Array(20).keys(), 3, work)).rejects.toThrow('seven');
  expect([most, running]).toEqual([3, 0]);
  expect(done).toBeLessThan(12);
});
