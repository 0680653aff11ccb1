import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { ensureCatalogue, staff } from '@/lib/testing/factories';
import { addressOf, answer, inWork } from '@/lib/testing/inbound';
import { customer } from '@/lib/testing/requests';
import { getMailSetting, readMailSetting, saveMailSetting } from './settings';

process.env.STORAGE_DIR = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-mail-setting-'));
beforeAll(() => ensureCatalogue());

const to = 'support@meterdesk.test';

it('mails become requests of the category that is set, or of the first, or of none', async () => {
  const admin = await staff(['admin']);
  expect(await readMailSetting()).toEqual({ acceptNew: true, categoryCode: null });
  const { categories, address, isOpen } = await getMailSetting(admin);
  expect([address, isOpen]).toEqual([to, true]);
  const last = categories.at(-1)?.code ?? '';
  await saveMailSetting(admin, { categoryCode: last });
  const from = await addressOf(await customer());
  const filed = await answer('gmail-new-ar', { from, to, id: 'setting-1' });
  expect(await db.request.findFirst({ where: { id: filed.requestId ?? '' } })).toMatchObject({
    categoryCode: last,
  });
  await saveMailSetting(admin, { acceptNew: false, categoryCode: '' });
  expect(await readMailSetting()).toEqual({ acceptNew: false, categoryCode: null });
  const waiting = await answer('gmail-new-ar', { from, to, id: 'setting-2' });
  expect(waiting).toMatchObject({ status: 'quarantined', reason: 'noNew' });
  // Answers are taken all the same.
  const request = await inWork();
  expect(await answer('gmail-en', request)).toMatchObject({ status: 'posted' });
  expect(await db.auditEvent.count({ where: { action: 'settings.change', recordId: 'mail' } })).toBe(2);
});

it('is for administrators, and names a category that there is', async () => {
  const [admin, agent] = [await staff(['admin']), await staff(['agent'])];
  await expect(saveMailSetting(agent, { acceptNew: true })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(getMailSetting(agent)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(saveMailSetting(admin, { categoryCode: 'nothing-like-it' })).rejects.toMatchObject({
    fields: { categoryCode: 'unknown' },
  });
});
