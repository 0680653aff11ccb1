import { builtActions, post, resultOf } from '../fixtures/actions';
import { type Caller, type Cast, callers, columns, newCast } from '../fixtures/cast';
import type { Answer } from '../fixtures/http';
import { expect, test } from '../fixtures/test';
import { actionTable } from './actions';

const built = builtActions();

test('every action of the build has a row, and every row an action', () => {
  expect(built.length).toBeGreaterThan(40);
  expect(Object.keys(actionTable).toSorted()).toEqual(built.map(({ name }) => name).toSorted());
});

const REFUSALS = new Set(['unauthenticated', 'forbidden']);

/** o for whoever got past the door, - for whoever did not; anything else is neither and fails. */
function signOf(answer: Answer): string {
  const result = resultOf(answer);
  if (result?.ok) return 'o';
  if (result?.error) {
    expect(result.error.requestId).toBe(answer.headers['x-request-id']);
    return REFUSALS.has(result.error.code) ? '-' : 'o';
  }
  // An action that answers nothing leads elsewhere: only signing out does.
  return answer.headers['x-action-redirect'] ? 'o' : `status ${answer.status}`;
}

let cast: Cast;
test.beforeAll(async () => {
  cast = await newCast();
});

/** They end a session or a membership even with an empty input: each gets people of its own. */
const ENDING = /#(signOut|leaveOrganisation|revokeOtherSessions)$/;

for (const action of built) {
  const row = actionTable[action.name];
  test(`${action.name} lets in whom its row names`, async () => {
    const people = ENDING.test(action.name) ? await newCast() : cast;
    const signs: [Caller, string][] = [];
    // One after another: what one of them ends, another may need.
    for (const caller of callers) signs.push([caller, signOf(await post(action, people[caller], '[{}]'))]);
    expect(Object.fromEntries(signs)).toEqual(columns(row ?? ''));
  });
}

test('an action that does not exist is refused without a word', async () => {
  const unknown = { name: 'unknown', id: '7f'.padEnd(42, '0'), page: '/overview' };
  const answer = await post(unknown, cast.owner, '[{}]');
  expect(answer.status).toBe(409);
  expect(answer.headers['x-request-id']).toBeTruthy();
});
