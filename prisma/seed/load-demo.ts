import { type Tx, db, transaction } from '@/lib/core/db';
import { loadCatalogue } from '@/lib/domain/catalog/load-catalogue';
import type { CatalogueFile } from '@/lib/domain/catalog/schema';
import type { z } from 'zod';
import saasCredits from '../catalogues/saas-credits.json';
import { Acting } from './acting';
import { tellAftermath } from './aftermath';
import { type Command, insertRows, runCommands } from './bulk';
import { companyAudits } from './company-audits';
import { tellDesk } from './desk-evening';
import {
  type Household,
  type Staff,
  expertRows,
  foundHouseholds,
  hireStaff,
  memberRows,
  walletRows,
} from './people';
import { giveOver, sharedOwner } from './one-owner';
import { Approvals } from './approvals';
import { Promises } from './promises';
import { planPromotions } from './promotions';
import { planErrors } from './reported-errors';
import { numberRequests } from './request-numbers';
import { RequestRows } from './request-rows';
import { coupons, currencyRates, seller, taxRates } from './seller';
import { issueSales } from './sales';
import { type Story, tellStory } from './story';
import { type World, readWorld } from './world';

export type DemoFacts = { organisations: number; purchases: number; commands: number; requests: number };

/** `evening`: what the last evening leaves for finance and the desk, by the verbs themselves; told once, after the rest. */
export type Demo = { facts: DemoFacts; evening: () => Promise<void> };

/** Wallets do not touch each other: two connections keep two cores busy. */
const LANES = 2;
const MARKER = 'demo';

type Company = { world: World; staff: Staff[]; households: Household[] };

/**
 * Loads the demo's half year that ends at midnight (UTC) of `day`; the same day and seed tell the same story. Null,
 * and nothing done, where organisations exist. A marker says whether a load came to its end: one that was cut off is
 * refused, since half a story cannot be told on (`npm start` loads into a database that it renames when it is whole).
 */
export async function loadDemo(day: Date, seed: string, passwordHash: Promise<string>): Promise<Demo | null> {
  const marker = await db.setting.findUnique({ where: { key: MARKER } });
  if ((marker?.value as { loaded?: boolean } | undefined)?.loaded === false)
    throw new Error(
      'A load of the demo was cut off here: load it into an empty database (npm run db:reset).',
    );
  if (await db.organisation.findFirst({ select: { id: true } })) return null;
  const { world, staff, households } = await transaction((tx) => found(tx, day, seed, passwordHash));
  const stories = households.map((household) => tellStory(world, household, staff));
  await transaction((tx) => signContracts(tx, stories));
  const plans = stories.flatMap(({ requests }) => requests);
  const { numbers, counters } = numberRequests(plans);
  await moveWallets(stories, numbers);
  await issueSales(stories.flatMap(({ sales }) => sales));
  await runCommands([giveOver(world, households)]);
  await transaction(async (tx) => {
    await insertRows(tx, 'Counter', counters);
    await fileRequests(tx, { world, staff, households }, stories, numbers);
    await reportErrors(tx, world, households);
    const uses = stories.flatMap(({ promotionUses }) => promotionUses);
    await insertRows(tx, 'PromotionCode', planPromotions(world, uses));
    await insertRows(tx, 'PromotionUse', uses);
    await tx.setting.update({
      where: { key: MARKER },
      data: { value: { day: world.end, seed, loaded: true } },
    });
  });
  const facts = {
    organisations: households.length,
    purchases: stories.reduce((sum, { bought }) => sum + bought.length, 0),
    commands: stories.reduce((sum, { commands }) => sum + commands.length, 0),
    requests: plans.length,
  };
  const people = new Acting(world, households, staff);
  const evening = async () => {
    await tellAftermath(people);
    await tellDesk(people);
  };
  return { facts, evening };
}

async function found(tx: Tx, day: Date, seed: string, passwordHash: Promise<string>): Promise<Company> {
  await loadCatalogue(tx, saasCredits as z.input<typeof CatalogueFile>);
  const world = await readWorld(tx, day, seed);
  await openShop(tx, world);
  // The prices in which the story is told have held since it began.
  await tx.servicePrice.updateMany({ data: { validFrom: world.start } });
  const hash = await passwordHash;
  const company = { world, staff: hireStaff(world, hash), households: foundHouseholds(world, hash) };
  await tx.setting.create({ data: { key: MARKER, value: { day: world.end, seed, loaded: false } } });
  await insertRows(tx, 'User', peopleOf(company));
  await insertRows(tx, 'Expert', expertRows(company.staff));
  const organisations = company.households.map(({ organisation }) => organisation);
  await insertRows(tx, 'Organisation', organisations);
  await insertRows(
    tx,
    'BillingProfile',
    company.households.map(({ billing }) => billing),
  );
  await insertRows(tx, 'Member', [...memberRows(company.households), ...sharedOwner(company.households)]);
  await insertRows(tx, 'Wallet', walletRows(company.households));
  return company;
}

/** Who sells, the taxes that the story is told in, and what reports and buyers need beside the catalogue. */
async function openShop(tx: Tx, world: World): Promise<void> {
  world.taxRates = taxRates(world);
  await insertRows(tx, 'TaxRate', world.taxRates);
  await insertRows(tx, 'CurrencyRate', currencyRates(world));
  await insertRows(tx, 'Coupon', coupons(world));
  await tx.setting.create({ data: { key: 'seller', value: seller } });
}

async function reportErrors(tx: Tx, world: World, households: Household[]): Promise<void> {
  const reported = households.map((household) => planErrors(world, household));
  await insertRows(
    tx,
    'ErrorGroup',
    reported.flatMap(({ groups }) => groups),
  );
  await insertRows(
    tx,
    'ErrorReport',
    reported.flatMap(({ reports }) => reports),
  );
}

async function promise(tx: Tx, promises: Promises): Promise<void> {
  await insertRows(tx, 'BusinessCalendar', promises.calendars);
  await insertRows(tx, 'Holiday', promises.holidays);
  await insertRows(tx, 'SlaPolicy', promises.policies);
  await insertRows(tx, 'SlaTarget', promises.targets);
  await insertRows(tx, 'SlaClock', promises.clocks);
  await insertRows(tx, 'SlaSegment', promises.segments);
}

const peopleOf = ({ staff, households }: Company) => [
  ...staff.map(({ user }) => user),
  ...households.flatMap(({ people }) => people.map(({ user }) => user)),
];

async function signContracts(tx: Tx, stories: Story[]): Promise<void> {
  const rows = stories.flatMap(({ subscriptions }) => subscriptions);
  await insertRows(tx, 'Subscription', rows);
  await insertRows(
    tx,
    'MrrMovement',
    stories.flatMap(({ movements }) => movements),
  );
  await insertRows(
    tx,
    'SubscriptionEvent',
    stories.flatMap(({ timeline }) => timeline),
  );
  await insertRows(
    tx,
    'ApiKey',
    stories.flatMap(({ apiKeys }) => apiKeys),
  );
  const bought = stories.flatMap((story) => story.bought);
  await insertRows(
    tx,
    'Purchase',
    bought.map(({ purchase }) => purchase),
  );
  await insertRows(
    tx,
    'Payment',
    bought.map(({ payment }) => payment),
  );
}

async function moveWallets(stories: Story[], numbers: Map<string, string>): Promise<void> {
  const waiting = [...stories].sort((a, b) => a.commands.length - b.commands.length);
  const lane = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop())
      await runCommands(next.commands.map((command) => withNumber(command, numbers)));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Holds, captures and releases name their request by its number, as the verbs of support do. */
function withNumber(command: Command, numbers: Map<string, string>): Command {
  const number = numbers.get(String(command.command?.reference));
  return number ? { ...command, command: { ...command.command, reference: number } } : command;
}

async function fileRequests(tx: Tx, company: Company, stories: Story[], numbers: Map<string, string>) {
  const { world, staff } = company;
  const names = new Map(peopleOf(company).map(({ id, name }) => [id, name]));
  const promises = new Promises(world);
  const approvals = new Approvals(world, company.households);
  const rows = new RequestRows(world, (userId) => names.get(userId) ?? '', promises, approvals);
  for (const { requests } of stories) for (const plan of requests) rows.add(plan, numbers.get(plan.id) ?? '');
  await insertRows(tx, 'Contact', approvals.contacts);
  await insertRows(tx, 'OwnerContact', approvals.ownerContacts);
  await insertRows(tx, 'Request', rows.requests);
  await insertRows(tx, 'RequestEvent', rows.events);
  await insertRows(tx, 'Message', rows.messages);
  await insertRows(tx, 'Note', rows.notes);
  await insertRows(tx, 'RequestParticipant', rows.participants);
  await insertRows(tx, 'Rating', rows.ratings);
  await insertRows(tx, 'ApprovalAsk', approvals.asks);
  await insertRows(tx, 'Approval', approvals.approvals);
  await promise(tx, promises);
  await insertRows(tx, 'AuditEvent', [...rows.audits, ...companyAudits(world, staff, stories)]);
}
