import type { BrowserContext, Page } from '@playwright/test';
import { db } from '@/lib/core/db';
import { expectWellMade } from './fixtures/axe';
import { newColleague, newCustomer, newStaff, signIn } from './fixtures/people';
import { appUrl } from './fixtures/stack';
import { expect, test } from './fixtures/test';

const BALANCE = '/api/v1/credits/balance';

/** What a program gets that holds the key and no cookie. */
async function statusFor(secret: string, customer?: string): Promise<number> {
  const address = new URL(BALANCE, appUrl());
  if (customer !== undefined) address.searchParams.set('customer', customer);
  const answer = await fetch(address, { headers: { authorization: `Bearer ${secret}` } });
  return answer.status;
}

async function keptSecret(page: Page): Promise<string> {
  const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue();
  expect(secret).toMatch(/^md_test_[0-9A-Za-z]{49}$/);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText(secret)).toHaveCount(0);
  return secret;
}

async function createKey(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'Create key', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Create an API key' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByText('Choose at least one.')).toBeVisible();
  await expectWellMade(page);
  await dialog.getByRole('checkbox', { name: 'credits:read' }).check();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  return keptSecret(page);
}

test('an owner makes a key, tries it, rotates it and revokes it', async ({ page, context }) => {
  const owner = await newCustomer({ grant: 25 });
  await signIn(context, owner);
  await page.goto('/settings/developers');
  await expect(page.getByText('There is no key yet.')).toBeVisible();
  await expectWellMade(page);
  const first = await createKey(page, 'Nightly import');
  const row = (status: string) =>
    page.getByRole('row', { name: /Nightly import/ }).filter({ hasText: status });
  await expect(row('Active')).toBeVisible();

  await test.step('the page itself asks with it', async () => {
    await page.getByLabel('API key', { exact: true }).fill(first);
    await page.getByRole('button', { name: 'Ask for the balance' }).click();
    await expect(page.getByText('Status 200')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Answer' })).toContainText('"available": "45"');
  });

  await test.step('both secrets work until the overlap is over', async () => {
    await row('Active').getByRole('button', { name: 'Actions for Nightly import' }).click();
    await page.getByRole('menuitem', { name: 'Rotate' }).click();
    await expectWellMade(page);
    await page.getByRole('button', { name: 'Rotate key' }).click();
    const second = await keptSecret(page);
    expect(second).not.toBe(first);
    await expect(row('Rotated')).toBeVisible();
    expect([await statusFor(first), await statusFor(second)]).toEqual([200, 200]);
  });

  await test.step('revoked, the very next call is refused', async () => {
    await row('Rotated').getByRole('button', { name: 'Actions for Nightly import' }).click();
    await page.getByRole('menuitem', { name: 'Revoke' }).click();
    await page.getByRole('button', { name: 'Revoke' }).click();
    await expect(row('Revoked')).toBeVisible();
    expect(await statusFor(first)).toBe(401);
  });

  await test.step('the calls stand below with their request ids', async () => {
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('row', { name: /balance/ }).filter({ hasText: '401' })).toBeVisible();
    }).toPass();
    await expectWellMade(page);
  });

  await test.step('a colleague who owns nothing reads why', async () => {
    await signIn(context, await newColleague(owner.organisationId, 'billing', 'Bea Book'));
    await page.goto('/settings/developers');
    await expect(page.getByText('Owners of')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Create key' })).toHaveCount(0);
    await expectWellMade(page);
  });
});

async function linkedApp(page: Page, context: BrowserContext, organisation: string): Promise<string> {
  await signIn(context, await newStaff(['admin'], 'Alma Root'));
  await page.goto('/admin/apps');
  await expectWellMade(page);
  const name = `Collector ${crypto.randomUUID().slice(0, 6)}`;
  await page.getByRole('button', { name: 'Create app' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create app' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Create app' }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Link customer' }).click();
  const link = page.getByRole('dialog', { name: 'Link a customer' });
  await link.getByRole('textbox', { name: 'The app’s id' }).fill('acme-7');
  await link.getByRole('textbox', { name: 'Organisation' }).fill('nobody@example.test');
  await link.getByRole('button', { name: 'Link customer' }).click();
  await expect(link.getByText('No organisation has this id')).toBeVisible();
  await link.getByRole('textbox', { name: 'Organisation' }).fill(organisation);
  await link.getByRole('button', { name: 'Link customer' }).click();
  await expect(page.getByRole('row', { name: /acme-7/ })).toBeVisible();
  return name;
}

test('an administrator gives an app keys, and the ids of its customers', async ({ page, context }) => {
  const customer = await newCustomer({ grant: 7 });
  const name = await linkedApp(page, context, customer.organisationId);
  const secret = await createKey(page, 'Collector');
  expect(await statusFor(secret, 'acme-7')).toBe(200);
  expect(await statusFor(secret, customer.organisationId)).toBe(200);
  expect(await statusFor(secret, 'acme-8')).toBe(404);
  await expectWellMade(page);
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText('This app is disabled')).toBeVisible();
  expect(await statusFor(secret, 'acme-7')).toBe(403);
  const { id } = await db.app.findFirstOrThrow({ where: { name } });
  expect(await db.auditEvent.count({ where: { recordId: id } })).toBe(3);
});
