import { beforeAll, expect, test } from 'vitest';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { anonymous, ensureCatalogue, job, memberOf, newOrganisation, staff } from './factories';
import { verbTable } from './verb-table';
import { allVerbs } from './verbs';

const callers = [
  ...(['anonymous', 'member', 'billing', 'owner'] as const),
  ...(['expert', 'agent', 'finance', 'admin', 'job'] as const),
];
type Caller = (typeof callers)[number];

const verbs = await allVerbs();
beforeAll(async () => {
  await ensureCatalogue();
});

test('every verb and query has a row, and every row a verb', () => {
  expect(verbs.length).toBeGreaterThan(80);
  expect(Object.keys(verbTable).toSorted()).toEqual(verbs.map(({ name }) => name).toSorted());
});

async function newCast(): Promise<Record<Caller, Context>> {
  const organisationId = await newOrganisation({ grant: 100 });
  return {
    anonymous: anonymous(),
    member: await memberOf(organisationId, 'member'),
    billing: await memberOf(organisationId, 'billing'),
    owner: await memberOf(organisationId, 'owner'),
    expert: await staff(['expert']),
    agent: await staff(['agent']),
    finance: await staff(['finance']),
    admin: await staff(['admin']),
    job: job(undefined, organisationId),
  };
}

/** The guards that stand where no door leads: a job has no password, a stranger no session. */
const WRONG_KIND = /^invariant: (a person is needed here|a tenant query without|only )/;

/**
 * o when the verb let the caller through, whatever it thought of an empty input; - when it refused who they are; ! when
 * it holds that this kind of caller cannot come.
 */
async function signOf(work: () => Promise<unknown>): Promise<'o' | '-' | '!'> {
  try {
    await work();
    return 'o';
  } catch (error) {
    // A signature that is refused says nothing of the door that brought it.
    if (error instanceof AppError && error.reason === 'webhook_signature') return 'o';
    if (error instanceof AppError && ['unauthenticated', 'forbidden'].includes(error.code)) return '-';
    return error instanceof Error && WRONG_KIND.test(error.message) ? '!' : 'o';
  }
}

test.each(verbs)('$name lets in whom its row names', async ({ name, run }) => {
  const cast = await newCast();
  const signs: string[] = [];
  for (const caller of callers) signs.push(await signOf(async () => run(cast[caller], {}, {}, {})));
  expect(signs.join('')).toBe(verbTable[name]?.replaceAll(' ', ''));
});
