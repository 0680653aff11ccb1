import { createClient } from '@/clients/typescript/src/client';
import { newKey } from '@/lib/testing/api-keys';
import { expectWellMade } from './fixtures/axe';
import { ask } from './fixtures/http';
import { newCustomer, signIn } from './fixtures/people';
import { appUrl } from './fixtures/stack';
import { expect, test } from './fixtures/test';
import { expectGuarded } from './http/guarded';

test('anybody reads the reference and the guide', async ({ page }) => {
  await page.goto('/docs/api');
  await expect(page.getByRole('heading', { level: 1, name: 'API reference' })).toBeVisible();
  await expectWellMade(page);
  await page.getByRole('link', { name: 'Deduct', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Deduct', exact: true })).toBeInViewport();
  const codes = page.getByRole('region', { name: 'Deduct', exact: true });
  await codes.getByRole('link', { name: 'insufficient_credits' }).click();
  await expect(page.getByRole('rowheader', { name: 'insufficient_credits' })).toBeInViewport();
  await page.getByRole('link', { name: 'Guide' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Four ways to be paid' })).toBeVisible();
  await expectWellMade(page);
});

test('a program spends with its key, once, and its customer sees it', async ({ page, context }) => {
  const owner = await newCustomer({ grant: 100 });
  const { secret } = await newKey({ organisationId: owner.organisationId });
  const client = createClient({ key: secret, portal: appUrl() });
  const before = Number((await client.getBalance()).available);
  const [service] = (await client.listServices()).data;
  const spend = { service: service?.code ?? '', quantity: 3, reference: 'Run 88 of the collector' };
  const first = await client.deductCredits(spend, { idempotencyKey: 'run:88' });
  expect(await client.deductCredits(spend, { idempotencyKey: 'run:88' })).toEqual(first);
  expect(Number(first.available)).toBe(before - Number(first.cost));

  await signIn(context, owner);
  await page.goto('/credits?tab=entries');
  await expect(page.getByText('Run 88 of the collector').first()).toBeVisible();
});

test('the door refuses in its own words, with the headers of every answer', async () => {
  const { organisationId } = await newCustomer({ grant: 1 });
  const { secret } = await newKey({ organisationId });
  const authorization = `Bearer ${secret}`;
  const cases = [
    [401, 'key_missing', 'GET', '/credits/balance', {}],
    [404, 'unknown_route', 'GET', '/nothing', { authorization }],
    [405, 'wrong_method', 'DELETE', '/credits/balance', { authorization }],
    [400, 'missing_idempotency_key', 'POST', '/credits/deductions', { authorization }],
  ] as const;
  for (const [status, code, method, path, headers] of cases) {
    const answer = await ask(method, `/api/v1${path}`, { headers, origin: 'https://elsewhere.test' });
    expectGuarded(answer, path);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ code, status });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  }
  const forged = await ask('GET', '/api/v1/nothing', { headers: { 'x-request-id': '<script>' } });
  expectGuarded(forged, 'a forged id');
});
