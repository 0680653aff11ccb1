import { mkdtempSync, rmSync, statSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { choosePorts, missingSettings, needsSandbox, runtimeEnvironment } from './environment.mjs';
import { localSecrets } from './secrets.mjs';

let dataDir;
beforeEach(() => (dataDir = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-environment-'))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const namesOf = (lines) => lines.map((line) => line.split(' ')[0]);

describe('what a run on a database of its own lacks', () => {
  test('is told whole, in one list', () => {
    expect(namesOf(missingSettings({ DATABASE_URL: 'postgres://…' }))).toEqual([
      'AUTH_SECRET',
      'APP_URL',
      'METRICS_TOKEN',
      'STRIPE_SECRET_KEY',
      'SMTP_URL',
      'STRIPE_WEBHOOK_SECRET',
      'MAIL_FROM',
    ]);
  });

  test('where mail comes in, the address is ours to name', () => {
    const real = { DATABASE_URL: 'x', STRIPE_SECRET_KEY: 'sk', SMTP_URL: 'smtp://mail' };
    for (const door of ['MAIL_AUTHSERV_ID', 'MAIL_HOOK_SECRET']) {
      expect(namesOf(missingSettings({ ...real, [door]: 'x' }))).toContain('MAIL_SUPPORT');
      expect(namesOf(missingSettings({ SANDBOX: 'on', [door]: 'x' }))).not.toContain('MAIL_SUPPORT');
    }
    expect(namesOf(missingSettings(real))).not.toContain('MAIL_SUPPORT');
  });

  const base = { DATABASE_URL: 'postgres://…', AUTH_SECRET: 'x', APP_URL: 'x', METRICS_TOKEN: 'x' };
  test('the sandbox, when asked for, stands in for the vendors', () => {
    expect(missingSettings({ ...base, SANDBOX: 'on' })).toEqual([]);
    expect(needsSandbox({ ...base, SANDBOX: 'on' })).toBe(true);
    expect(needsSandbox(base)).toBe(false);
  });

  test('a vendor that is configured needs all of its settings', () => {
    const half = { ...base, SANDBOX: 'on', STRIPE_SECRET_KEY: 'sk', SMTP_URL: 'smtp://mail' };
    expect(namesOf(missingSettings(half))).toEqual(['STRIPE_WEBHOOK_SECRET', 'MAIL_FROM']);
    expect(needsSandbox(half)).toBe(false);
  });
});

test('secrets are made once and are readable by their owner only', () => {
  const first = localSecrets(dataDir);
  expect(Object.keys(first).sort()).toEqual([
    ...['AUTH_SECRET', 'MAIL_HOOK_SECRET', 'METRICS_TOKEN', 'STRIPE_WEBHOOK_SECRET'],
  ]);
  expect(localSecrets(dataDir)).toEqual(first);
  expect(statSync(path.join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
});

describe('ports', () => {
  const occupied = async (work) => {
    const server = net.createServer();
    await new Promise((resolve) => server.listen(0, resolve));
    return work(server.address().port).finally(() => server.close());
  };

  test('are remembered for the next start', async () => {
    const first = await choosePorts({}, dataDir, 42100);
    expect(await choosePorts({}, dataDir, 42200)).toEqual(first);
    expect(Object.keys(first)).toEqual(['web', 'sandbox', 'smtp', 'mailIn']);
  });

  test('move away when somebody else has them', () =>
    occupied(async (port) => expect((await choosePorts({}, dataDir, port)).web).not.toBe(port)));

  test('do not move when they were asked for by name', () =>
    occupied((port) =>
      expect(choosePorts({ PORT: String(port) }, dataDir)).rejects.toThrow(`PORT=${port} is in use`),
    ));
});

test('without vendors the processes are led to the sandbox, and what is set wins over what was made', () => {
  const ports = { web: 3000, sandbox: 3001, smtp: 3002, mailIn: 3003 };
  const settings = runtimeEnvironment(
    { METRICS_TOKEN: 'mine', AUTH_SECRET: '' },
    { dataDir, databaseUrl: 'db', ports },
  );
  expect(settings).toMatchObject({
    DATABASE_URL: 'db',
    APP_URL: 'http://localhost:3000',
    NEXTAUTH_URL: 'http://localhost:3000',
    SANDBOX_URL: 'http://127.0.0.1:3001',
    SMTP_URL: 'smtp://127.0.0.1:3002',
    ...{ MAIL_IN_PORT: '3003', MAIL_AUTHSERV_ID: 'mx.sandbox.test' },
    ...{ LLM_URL: 'http://127.0.0.1:3001/llm/v1', LLM_MODEL: 'sandbox' },
    METRICS_TOKEN: 'mine',
    NEXTAUTH_SECRET: localSecrets(dataDir).AUTH_SECRET,
  });
});

test('drafts are written by the model that is set, and by the sandbox only where none is', () => {
  const ports = { web: 3000, sandbox: 3001, smtp: 3002, mailIn: 3003 };
  const set = { LLM_URL: 'https://models.test/v1', LLM_MODEL: 'small' };
  expect(runtimeEnvironment(set, { dataDir, databaseUrl: 'db', ports })).toMatchObject(set);
  const without = runtimeEnvironment(
    { AUTH_SECRET: 'x' },
    { dataDir, databaseUrl: 'db', ports: { web: 3000 } },
  );
  expect(without).not.toHaveProperty('LLM_URL');
});
