import { randomUUID } from 'node:crypto';
import type { Context, StaffRole } from '@/lib/core/context';
import type { Household, Staff } from './people';
import { type World, later } from './world';

const SECOND_MS = 1_000;

/** The people of the story as callers of verbs, on its last evening. */
export class Acting {
  readonly #base;

  constructor(
    world: World,
    readonly households: readonly Household[],
    readonly staff: readonly Staff[],
  ) {
    this.#base = { now: later(world.end, -SECOND_MS), requestId: randomUUID(), ip: '192.0.2.20' };
  }

  owner(domain: string): Context {
    const found = this.households.find(({ customer }) => customer.domain === domain);
    const owner = found?.people.find(({ role }) => role === 'owner');
    if (!found || !owner) throw new Error(`nobody owns ${domain}`);
    const actor = { kind: 'member', userId: owner.user.id, sessionId: 'demo', role: 'owner' } as const;
    return { actor, organisationId: found.organisation.id, ...this.#base };
  }

  clerk(role: StaffRole): Context {
    const userId = this.staff.find(({ user }) => user.staffRoles.includes(role))?.user.id ?? '';
    return { actor: { kind: 'staff', userId, sessionId: 'demo', roles: [role] }, ...this.#base };
  }

  job(name: string): Context {
    return { actor: { kind: 'job', name }, ...this.#base };
  }
}
