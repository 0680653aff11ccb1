import { type Tx, db } from '@/lib/core/db';
import { loadCatalogue } from '@/lib/domain/catalog/load-catalogue';
import type { CatalogueFile } from '@/lib/domain/catalog/schema';
import type { z } from 'zod';
import saasCredits from '../catalogues/saas-credits.json';
import { type Command, insertRows, runCommands } from './bulk';
import { companyAudits } from './company-audits';
import { expertRows, foundHouseholds, hireStaff, memberRows, walletRows } from './people';
import { RequestRows, numberRequests } from './request-rows';
import { tellStory } from './story';
import { readWorld } from './world';

export type DemoFacts = { organisations: number; purchases: number; commands: number; requests: number };

/** A slow machine may take its time; a killed load leaves nothing. */
const TIMEOUT_MS = 120_000;

/**
 * Loads the demo's half year that ends at midnight (UTC) of `day`: all of it in one transaction, or nothing. The same
 * day and seed tell the same story. Null, and nothing done, where organisations exist.
 */
export async function loadDemo(
  day: Date,
  seed: string,
  passwordHash: Promise<string>,
): Promise<DemoFacts | null> {
  if (await db.organisation.findFirst({ select: { id: true } })) return null;
  return db.$transaction((tx) => load(tx, day, seed, passwordHash), {
    maxWait: TIMEOUT_MS,
    timeout: TIMEOUT_MS,
  });
}

async function load(tx: Tx, day: Date, seed: string, passwordHash: Promise<string>): Promise<DemoFacts> {
  await loadCatalogue(tx, saasCredits as z.input<typeof CatalogueFile>);
  const world = await readWorld(tx, day, seed);
  const hash = await passwordHash;
  const staff = hireStaff(world, hash);
  const households = foundHouseholds(world, hash);
  const stories = households.map((household) => tellStory(world, household, staff));
  const people = [
    ...staff.map(({ user }) => user),
    ...households.flatMap((one) => one.people.map(({ user }) => user)),
  ];
  await insertRows(tx, 'User', people);
  await insertRows(tx, 'Expert', expertRows(staff));
  await insertRows(
    tx,
    'Organisation',
    households.map(({ organisation }) => organisation),
  );
  await insertRows(tx, 'Member', memberRows(households));
  await insertRows(tx, 'Wallet', walletRows(households));
  await insertRows(
    tx,
    'Subscription',
    stories.flatMap(({ subscriptions }) => subscriptions),
  );
  const purchases = stories.flatMap((story) => story.purchases);
  await insertRows(tx, 'Purchase', purchases);

  const plans = stories.flatMap(({ requests }) => requests);
  const { numbers, counters } = numberRequests(plans);
  const commands = stories.flatMap((story) => story.commands).map((command) => withNumber(command, numbers));
  await runCommands(tx, commands);

  const names = new Map(people.map(({ id, name }) => [id, name]));
  const rows = new RequestRows(world, (userId) => names.get(userId) ?? '');
  for (const plan of plans) rows.add(plan, numbers.get(plan.id) ?? '');
  await insertRows(tx, 'Counter', counters);
  await insertRows(tx, 'Request', rows.requests);
  await insertRows(tx, 'RequestEvent', rows.events);
  await insertRows(tx, 'Message', rows.messages);
  await insertRows(tx, 'Note', rows.notes);
  await insertRows(tx, 'Rating', rows.ratings);
  await insertRows(tx, 'AuditEvent', [...rows.audits, ...companyAudits(world, staff, stories)]);
  const [organisations, requests] = [households.length, plans.length];
  return { organisations, purchases: purchases.length, commands: commands.length, requests };
}

/** Captures and releases name their request by its number, as the desk's verbs do. */
function withNumber(command: Command, numbers: Map<string, string>): Command {
  const number = numbers.get(String(command.command?.reference));
  return number ? { ...command, command: { ...command.command, reference: number } } : command;
}
