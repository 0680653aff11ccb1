import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { clientText } from '@/clients/typescript/generate-text';
import api from '@/messages/en/api.json';
import errors from '@/messages/en/errors.json';
import { groups } from './call';
import { codes, snakeCase } from './codes';
import { openApi, openApiOf } from './openapi';
import { reference } from './reference';
import { routes } from './routes';

process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1/none';

/** The calls that the issues ask for. */
const ASKED = `
GET /credits/balance, POST /credits/check, POST /credits/deductions, POST /credits/deductions/batch,
POST /credits/holds, POST /credits/holds/{id}/capture, POST /credits/holds/{id}/release, GET /credits/holds/{id},
POST /credits/deductions/{id}/return, POST /credits/grants, GET /credits/entries, GET /credits/entries/{id}/trace,
GET /credits/analytics, GET /catalogue/services, GET /catalogue/packs, GET /catalogue/tiers, POST /checkout,
GET /purchases, POST /errors, GET /subscription, POST /subscription/change, GET /invoices, GET /invoices/{number}, GET /credit-notes,
GET /credit-notes/{number}, GET /statements, POST /support/requests, GET /support/requests, GET /support/requests/{number},
POST /support/requests/{number}/messages, GET /support/unread`;

it('has every call', () => {
  const asked = ASKED.split(',').map((call) => call.trim());
  const found = routes.map(({ method, path }) => `${method} ${path}`);
  expect(found.toSorted()).toEqual(asked.toSorted());
});

it('asks for an Idempotency-Key wherever credits move or a card is charged', () => {
  const moving = routes.filter(({ idempotency }) => idempotency === 'required').map(({ path }) => path);
  expect(moving.toSorted()).toEqual([
    ...['/credits/deductions', '/credits/deductions/{id}/return', '/credits/grants', '/credits/holds'],
    ...['/credits/holds/{id}/capture', '/credits/holds/{id}/release', '/subscription/change'],
  ]);
});

it('promises nothing about an Idempotency-Key that a batch does not read', () => {
  const {
    parameters,
    'x-codes': known,
    description,
  } = openApi.paths['/credits/deductions/batch']?.post ?? {};
  expect(parameters?.map(({ name }) => name)).toEqual(['customer']);
  expect(known?.filter((code) => code.includes('idempotency'))).toEqual([]);
  expect(description).toContain('Idempotency-Key of the whole call is not read');
});

describe.each(routes.map((call) => [call.name, call] as const))('%s', (_, call) => {
  it('has examples that its own schemas take, and words', () => {
    expect(call.answer.schema.safeParse(call.example.answer).error).toBeUndefined();
    for (const part of ['params', 'query', 'body'] as const)
      if (call[part]) expect(call[part].safeParse(withKey(call.example[part])).error).toBeUndefined();
    expect(api.calls).toHaveProperty([call.name, 'summary']);
  });

  it('says what each of its fields is', () => {
    const operation = openApi.paths[call.path]?.[call.method.toLowerCase()];
    const properties = operation?.requestBody?.content['application/json']?.schema.properties ?? {};
    const fields = [
      ...Object.entries(properties),
      ...(operation?.parameters ?? []).map((one) => [one.name, one] as const),
    ];
    const untold = fields.filter(([, { description }]) => !description).map(([name]) => name);
    expect(untold).toEqual([]);
  });
});

it('says what each field of an answer is, with its own words where fields share a schema', () => {
  const calls = reference().groups.flatMap((group) => group.calls);
  const untold = calls.flatMap(({ answer }) => answer.filter(({ description }) => !description));
  expect([...new Set(untold.map(({ path }) => path))]).toEqual([]);
  const { answer } = calls.find(({ name }) => name === 'checkCredits') ?? { answer: [] };
  const said = answer.map(({ path, description }) => [path, description]);
  expect(said).toContainEqual(['available', api.fields.available]);
  expect(said).toContainEqual(['cost', api.fields.cost]);
});

const withKey = (example: unknown) => example ?? {};

it('explains every code, and has none that nothing explains', () => {
  expect(Object.keys(api.codes).toSorted()).toEqual(Object.keys(codes).toSorted());
  const said = [...Object.keys(errors), ...Object.keys(errors.field)].map(snakeCase);
  const silent = Object.keys(codes).filter((code) => !said.includes(code) && !code.startsWith('missing_'));
  // These stand for whole kinds of refusals, or are said by another word.
  expect(silent.toSorted()).toEqual(['conflict', 'internal']);
  const used = new Set(
    Object.values(openApi.paths)
      .flatMap((calls) => Object.values(calls))
      .flatMap((one) => one['x-codes']),
  );
  const unused = Object.keys(codes).filter((code) => !used.has(code as keyof typeof codes));
  expect(unused).toEqual(['unknown_route']);
});

it('refers to nothing that is not there, and is the same document each time', () => {
  const text = JSON.stringify(openApiOf(routes));
  for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
    expect(openApi.components.schemas).toHaveProperty(name);
  expect(text).not.toContain('$defs');
  expect(JSON.stringify(openApiOf(routes))).toBe(text);
});

it('is all on the page', () => {
  const shown = reference().groups.flatMap(({ calls }) => calls);
  expect(shown.map(({ name }) => name).toSorted()).toEqual(routes.map(({ name }) => name).toSorted());
  expect(reference().groups.map(({ name }) => name)).toEqual([...groups]);
  for (const call of shown) expect(call.answer.length, call.name).toBeGreaterThan(0);
});

it('is what the client was made from: run `npm run api:client`', async () => {
  const made = await format(clientText(openApi), {
    parser: 'typescript',
    singleQuote: true,
    printWidth: 110,
  });
  expect(readFileSync('clients/typescript/src/api.ts', 'utf8')).toBe(made);
});
