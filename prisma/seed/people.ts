import type {
  BillingProfileModel,
  ExpertModel,
  MemberModel,
  MemberRole,
  OrganisationModel,
  UserModel,
  WalletModel,
} from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { chooseRate } from '@/lib/domain/tax/choose-rate';
import type { TaxDto } from '@/lib/domain/tax/schema';
import { billingProfile, buyerOf } from './buyers';
import { colleagues, customers } from './cast';
import type { Customer } from './cast.types';
import { seller } from './seller';
import { HOUR_MS, type World, later } from './world';

/** An organisation of the story with the people who act in it. */
export type Household = {
  customer: Customer;
  organisation: OrganisationModel;
  /** From the first day on; owners and billing may buy. */
  people: { user: UserModel; role: MemberRole }[];
  billing: BillingProfileModel;
  /** What is due on everything that it buys. */
  tax: TaxDto;
};

export type Staff = { user: UserModel; skills: string[]; capacity: number };

/** Whose owners the demo names too. */
const OWNERS_SHOWN = new Set(['fernhill', 'saffron']);

const addressOf = (customer: Customer, name: string, role: MemberRole, nth: number): string => {
  // The demo's accounts have addresses that one can remember.
  const isDemo = customer.domain === 'lighthouse' || (OWNERS_SHOWN.has(customer.domain) && nth === 0);
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z ]/g, '');
  return `${isDemo ? role : plain.replaceAll(' ', '.')}@${customer.domain}.test`;
};

const newUser = (
  world: World,
  name: string,
  email: string,
  createdAt: Date,
  passwordHash: string,
): UserModel => ({
  id: world.ids.at('user', createdAt),
  ...{ email, name, passwordHash, emailVerifiedAt: later(createdAt, 4 * 60_000), staffRoles: [] },
  ...{ locale: 'en', createdAt, deactivatedAt: null },
});

/** When a day of the story begins in working hours: `hour` is UTC, near enough for a sign-up. */
const onDay = (world: World, day: number, hour: number) => later(world.start, day * DAY_MS + hour * HOUR_MS);

export function foundHouseholds(world: World, passwordHash: string): Household[] {
  return customers.map((customer) => {
    const random = world.random(`people:${customer.domain}`);
    const createdAt = onDay(world, customer.joins, random.between(8, 17));
    const { country, currency } = buyerOf(customer.domain);
    const organisation: OrganisationModel = {
      id: world.ids.at('organisation', createdAt),
      ...{ name: customer.name, timeZone: customer.timeZone },
      ...{ currency: currency ?? 'USD', country, firstPaidAt: null },
      ...{ customerClass: customer.customerClass ?? 'standard', stripeCustomerId: null, createdAt },
    };
    const people = customer.people.map(([name, role], nth) => {
      const joinedAt = later(createdAt, nth * random.between(2, 60) * HOUR_MS);
      const at = joinedAt < world.end ? joinedAt : createdAt;
      const email = addressOf(customer, name, role, nth);
      return { user: newUser(world, name, email, at, passwordHash), role };
    });
    const billing = billingProfile(world, organisation, customer.domain);
    const tax = chooseRate(world.taxRates, seller.country, billing, world.start);
    return { customer, organisation, people, billing, tax };
  });
}

export function hireStaff(world: World, passwordHash: string): Staff[] {
  return colleagues.map(({ name, email, roles, skills = [], capacity = 8 }, nth) => {
    const createdAt = later(world.start, (nth + 1) * HOUR_MS);
    const user = { ...newUser(world, name, email, createdAt, passwordHash), staffRoles: roles };
    return { user, skills, capacity };
  });
}

export const memberRows = (households: Household[]): MemberModel[] =>
  households.flatMap(({ organisation, people }) =>
    people.map(({ user, role }) => ({
      ...{ organisationId: organisation.id, userId: user.id, role },
      ...{ createdAt: user.createdAt, warnByEmail: true, mutedWarnings: [] },
    })),
  );

export const expertRows = (staff: Staff[]): ExpertModel[] =>
  staff
    .filter(({ user }) => user.staffRoles.includes('expert'))
    .map(({ user, skills, capacity }) => ({ userId: user.id, skills, capacity }));

export const walletRows = (households: Household[]): WalletModel[] =>
  households.map(({ organisation }) => ({
    ...{ organisationId: organisation.id, balanceMicro: 0n, heldMicro: 0n, lastSeq: 0n },
    ...{ owedMicro: 0n, watchMicro: null, restrictedAt: null, updatedAt: organisation.createdAt },
  }));
