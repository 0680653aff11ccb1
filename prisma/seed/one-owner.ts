import type { MemberModel } from '@/lib/core/db';
import type { Command } from './bulk';
import type { Household } from './people';
import { MINUTE_MS, type World, later } from './world';

/** A publisher and a bookshop of the same owner: one bought more than it needs and gives some to the other. */
const FROM = 'quarrylane';
const TO = 'alderfinch';
const GIVEN_MICRO = 40_000_000n;

function find(households: Household[], domain: string) {
  const found = households.find(({ customer }) => customer.domain === domain);
  const owner = found?.people.find(({ role }) => role === 'owner');
  if (!found || !owner) throw new Error(`the story has no owner of ${domain}`);
  return { organisation: found.organisation, owner: owner.user };
}

/** The publisher's owner owns the bookshop too. */
export function sharedOwner(households: Household[]): MemberModel[] {
  const { owner } = find(households, FROM);
  const { organisation } = find(households, TO);
  const member = { organisationId: organisation.id, userId: owner.id, createdAt: organisation.createdAt };
  return [{ ...member, role: 'owner', warnByEmail: true, mutedWarnings: [] }];
}

/** The transfer between them, when both stories are told. */
export function giveOver(world: World, households: Household[]): Command {
  const at = later(world.end, -15 * MINUTE_MS);
  const { organisation: from, owner } = find(households, FROM);
  const operation = () => world.ids.at('operation', at);
  return {
    ...{ verb: 'transfer', organisationId: from.id, at },
    command: {
      ...{ operationId: operation(), toOperationId: operation(), to: find(households, TO).organisation.id },
      ...{ amountMicro: GIVEN_MICRO, reason: 'For the shop', actorKind: 'member', actorId: owner.id },
    },
  };
}
