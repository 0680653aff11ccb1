import { readFileSync, writeFileSync } from 'node:fs';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { openDoor } from './door';
import type { SimulatedEvent } from './history';
import { play } from './run';

/** Plays one history on the database of the environment. Usage: simulation.mjs <plan.json> <outcome.json> */
const [planFile = '', outcomeFile = ''] = process.argv.slice(2);
const { events, days } = JSON.parse(readFileSync(planFile, 'utf8')) as {
  events: SimulatedEvent[];
  days: number;
};
const port = Number(new URL(env.APP_URL).port);
const tell = (line: string) => process.stdout.write(`${line}\n`);
const outcome = await play(events, days, (now) => openDoor(port, now), tell);
writeFileSync(outcomeFile, JSON.stringify(outcome));
await db.$disconnect();
process.exit(0);
