import { createHash } from 'node:crypto';
import type { ApiKeyModel } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import type { ServiceCode } from './cast.types';
import type { Household } from './people';
import type { Use } from './usage';
import type { World } from './world';

/** Below this pace (credits a day) a customer has no programs that call us. */
const PACE_OF_PROGRAMS = 20;
const SHOWN = 6;

/** What the programs of a customer call us for; everything else is used by people. */
const programs: { name: string; services: readonly ServiceCode[] }[] = [
  { name: 'Production backend', services: ['error-analysis', 'error-ingest', 'ai-chat'] },
  { name: 'Nightly jobs', services: ['uptime-check', 'report', 'data-export'] },
];

/** The keys of a customer. Nobody knows their secrets: what is kept is the hash of nothing that was ever made. */
export function planKeys(world: World, { customer, organisation, people }: Household): ApiKeyModel[] {
  const createdAt = addDays(organisation.createdAt, 2);
  if (customer.pace < PACE_OF_PROGRAMS || createdAt >= world.end) return [];
  return programs.map(({ name }) => {
    const id = world.ids.at('apiKey', createdAt);
    const hash = createHash('sha256').update(`no secret: ${id}`).digest('hex');
    return {
      ...{ id, organisationId: organisation.id, appId: null, name, hash, createdAt },
      ...{ prefix: `md_test_${hash.slice(0, SHOWN)}`, scopes: ['credits:read', 'credits:spend'] },
      ...{ allowedIps: [], ratePerMinute: 600, createdById: people[0]?.user.id ?? null },
      ...{ expiresAt: null, lastUsedAt: null, revokedAt: null, replacedById: null },
    };
  });
}

type Caller = { actorKind: string; actorId: string; memberId?: string };

/** Who used a service: a program by its key, some of them for a member; or a member in the app itself. */
export function callers(world: World, { customer, people }: Household, keys: readonly ApiKeyModel[]) {
  const random = world.random(`callers:${customer.domain}`);
  return ({ at, serviceCode }: Use): Caller => {
    const member = random.pick(people.filter(({ user }, nth) => nth === 0 || user.createdAt <= at)).user.id;
    const isForMember = random.chance(0.5);
    const nth = programs.findIndex(({ services }) => services.includes(serviceCode));
    const key = keys[nth];
    if (!key || key.createdAt > at) return { actorKind: 'member', actorId: member, memberId: member };
    if (!key.lastUsedAt || key.lastUsedAt < at) key.lastUsedAt = at;
    return { actorKind: 'api-key', actorId: key.id, ...(isForMember ? { memberId: member } : {}) };
  };
}
