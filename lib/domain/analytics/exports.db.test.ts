import { createReadStream } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { grantCredits, spendCredits } from '@/lib/domain/wallet/steps';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { cleanExports } from './clean-exports';
import { getExport, listExports, readExport } from './export-queries';
import { getAnalytics } from './get-analytics';
import { runExport } from './run-export';
import { startExport } from './start-export';
import { streamExport } from './stream-export';

const days = { from: '2026-11-10', to: '2026-11-21' };
const all = { ...days, kind: 'entries' as const, format: 'json' as const };

beforeAll(async () => {
  process.env.STORAGE_DIR ??= mkdtempSync(path.join(tmpdir(), 'meterdesk-exports-'));
  await ensureCatalogue();
});

async function busyOrganisation() {
  const org = await newOrganisation();
  const past = job(addDays(NOW, -20), org);
  await grantCredits(db, past, org, { amountMicro: credits(100), source: 'adjustment' });
  for (const [day, serviceCode, reference] of [
    [15, 'early', 'before'],
    [5, 'first', '=1+1'],
    [4, 'second', 'b'],
    [1, 'first', 'c'],
  ] as const)
    await spendCredits(db, job(addDays(NOW, -day), org), org, {
      ...{ amountMicro: credits(2), serviceCode, reference, metadata: { day } },
    });
  return { org, reader: await memberOf(org) };
}

const made = async (org: string, exportId: string, now = NOW) =>
  runExport(job(now), { organisationId: org, exportId });

type Line = { amount: string; service: string; metadata: unknown };

describe('an export', () => {
  it('gives the entries that the filters show, at once and by the worker alike', async () => {
    const { org, reader } = await busyOrganisation();
    const direct = await text((await streamExport(reader, all)).stream);
    const rows = JSON.parse(direct) as Line[];
    expect(rows.map(({ service }) => service)).toEqual(['first', 'second', 'first']);
    expect(rows[0]?.metadata).toEqual({ day: 1 });
    const { total } = await getAnalytics(reader, days);
    expect(-rows.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(Number(total.credits));
    const { exportId } = await startExport(reader, all);
    expect(await getExport(reader, { exportId })).toMatchObject({ status: 'queued', href: null });
    await made(org, exportId);
    await made(org, exportId);
    const ready = await getExport(reader, { exportId });
    expect(ready).toMatchObject({ status: 'ready', progress: 1, sizeBytes: Buffer.byteLength(direct) });
    const file = await readExport(reader, { exportId });
    expect(file).toMatchObject({ fileName: 'entries-2026-11-10-2026-11-21.json' });
    expect(await text(file.stream)).toBe(direct);
    const filtered = await streamExport(reader, { ...all, service: 'second' });
    expect(JSON.parse(await text(filtered.stream))).toHaveLength(1);
  });

  it('gives the table in CSV, and never a formula', async () => {
    const { reader } = await busyOrganisation();
    const table = await text((await streamExport(reader, { ...all, kind: 'usage', format: 'csv' })).stream);
    expect(table).toBe(
      '\uFEFFkey,name,credits,count,formerCredits,formerCount\r\nfirst,first,4,2,,\r\nsecond,second,2,1,,\r\n',
    );
    const entries = await text((await streamExport(reader, { ...all, format: 'csv' })).stream);
    expect(entries.split('\uFEFF')).toHaveLength(2);
    expect(entries).toContain(",'=1+1,");
    const empty = { ...all, service: 'nothing' };
    expect(JSON.parse(await text((await streamExport(reader, empty)).stream))).toEqual([]);
  });

  it('is of one organisation, refuses nonsense, and is limited in number', async () => {
    const { org, reader } = await busyOrganisation();
    const { exportId } = await startExport(reader, all);
    await made(org, exportId);
    const stranger = await memberOf(await newOrganisation());
    expect(await listExports(stranger)).toEqual([]);
    for (const read of [getExport, readExport])
      await expect(read(stranger, { exportId })).rejects.toMatchObject({ code: 'not_found' });
    const ancient = { ...all, from: '0001-01-01', to: '0001-01-02', kind: 'usage' as const, compare: true };
    await expect(streamExport(reader, ancient)).rejects.toMatchObject({
      fields: { from: 'dateOutOfRange', to: 'dateOutOfRange' },
    });
    await expect(startExport(reader, { ...all, from: '2026-12-01' })).rejects.toMatchObject({
      code: 'invalid',
    });
    for (let i = 0; i < 5; i++) await startExport(reader, all);
    await expect(startExport(reader, all)).rejects.toMatchObject({ code: 'limit_reached' });
  });

  it('runs out after seven days, and its file goes with it', async () => {
    const { org, reader } = await busyOrganisation();
    const { exportId } = await startExport(reader, all);
    await made(org, exportId);
    const where = { organisationId_id: { organisationId: org, id: exportId } };
    const { storageKey } = await db.export.findUniqueOrThrow({ where });
    const file = path.join(present(process.env.STORAGE_DIR), 'objects', present(storageKey));
    expect((await text(createReadStream(file))).length).toBeGreaterThan(0);
    const later = { ...reader, now: addDays(NOW, 7) };
    await expect(getExport(later, { exportId })).rejects.toMatchObject({ code: 'not_found' });
    await cleanExports(job(addDays(NOW, 6)));
    expect(await db.export.findUnique({ where })).not.toBeNull();
    await cleanExports(job(addDays(NOW, 7)));
    expect(await db.export.findUnique({ where })).toBeNull();
    await expect(text(createReadStream(file))).rejects.toThrow('ENOENT');
  });

  it('says so when it failed, and works when it is tried again', async () => {
    const { org, reader } = await busyOrganisation();
    const { exportId } = await startExport(reader, all);
    const where = { organisationId_id: { organisationId: org, id: exportId } };
    const { filters } = await db.export.findUniqueOrThrow({ where });
    await db.export.update({ where, data: { filters: { from: 'never', to: 'never' } } });
    await expect(made(org, exportId)).rejects.toThrow();
    await db.export.update({ where, data: { filters: filters ?? {} } });
    expect(await getExport(reader, { exportId })).toMatchObject({ status: 'failed' });
    await made(org, exportId);
    expect(await getExport(reader, { exportId })).toMatchObject({ status: 'ready' });
  });
});
