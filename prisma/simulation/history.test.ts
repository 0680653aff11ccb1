import fc from 'fast-check';
import { expect, it } from 'vitest';
import { historyOf } from './history';
import { shrink, shrinkHistory } from './shrink';

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
  expect(new Set(events.map((event) => event.kind)).size).toBe(18);
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
