import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { lockMonth, unlockMonth } from '@/lib/domain/books/lock-month';

const [month = '', rounds = '1'] = process.argv.slice(2);

const context = (): Context => ({
  actor: { kind: 'staff', userId: 'usr_bench', sessionId: 'ses_bench', roles: ['finance'] },
  ...{ now: new Date(), requestId: randomUUID() },
});

/** Locks a month and opens it again, so many times; prints how many milliseconds each closing took. */
const taken: number[] = [];
for (let round = 0; round < Number(rounds); round++) {
  const began = performance.now();
  await lockMonth(context(), { month });
  taken.push(performance.now() - began);
  await unlockMonth(context(), { month, reason: 'The bench locks it again.' });
}
console.log(JSON.stringify(taken));
await db.$disconnect();
