import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkLayers } from './layers.mjs';

// Each test runs the checker as a process of its own, which a busy machine may keep waiting.
vi.setConfig({ testTimeout: 60_000 });

const PACKAGES = ['next', 'next-auth', 'next-intl', 'react', '@react-email/components', 'server-only', 'zod'];

/** A small house in which every floor leans only on what it may. */
const CLEAN = {
  'prisma/generated/client.ts': 'export const client = 1;',
  'lib/core/db.ts': "import '../../prisma/generated/client'; export const db = 1;",
  'lib/core/format.ts': "import 'zod'; export const format = 1;",
  'lib/integrations/email/receipt.tsx':
    "import 'react'; import '@react-email/components'; import '@/lib/core/format';",
  'lib/integrations/stripe/client.ts': "import '@/lib/core/format'; export const stripe = 1;",
  'lib/domain/wallet/schema.ts': "import 'zod'; export type Lot = { id: string };",
  'lib/domain/wallet/internal.ts': 'export const step = 1;',
  'lib/domain/wallet/deduct-credits.ts':
    "import './internal'; import '@/lib/core/db'; import '@/lib/integrations/stripe/client';",
  'lib/domain/payments/buy-pack.ts': "import '../wallet/schema';",
  'lib/domain/payments/buy-pack.db.test.ts': "import '@/lib/testing/factories'; import './buy-pack';",
  'lib/domain/revenue/queries.ts': "import '@/lib/core/db';",
  'lib/domain/support/steps.ts': "import '@/lib/core/db';",
  'lib/domain/desk/queries.ts': "import '../support/steps'; import './schema';",
  'lib/domain/desk/schema.ts': "import 'zod';",
  'lib/web/session.ts': "import 'next'; import '@/lib/domain/wallet/deduct-credits';",
  'lib/web/api/handle.ts': "import '@/lib/domain/wallet/deduct-credits';",
  'lib/api-server/main.ts': "import '@/lib/web/api/handle'; import '@/lib/core/db';",
  'lib/mail-in/main.ts': "import '@/lib/domain/payments/buy-pack'; import '@/lib/core/db';",
  'lib/jobs/worker.ts': "import '@/lib/domain/payments/buy-pack';",
  'lib/commands/admin-create.ts': "import '@/lib/domain/wallet/deduct-credits';",
  'lib/sandbox/main.ts': "import 'zod';",
  'lib/testing/factories.ts': "import '@/lib/core/db';",
  'prisma/seed/main.ts': "import '@/lib/testing/factories'; import '@/lib/domain/payments/buy-pack';",
  'components/ui/button.tsx': "import 'react';",
  'components/wallet/lots.tsx':
    "import '@/components/ui/button'; import '@/lib/domain/wallet/schema'; import '@/lib/core/format';",
  'app/(portal)/credits/page.tsx': "import '@/components/wallet/lots'; import '@/lib/web/session';",
  'app/(finance)/revenue/page.tsx': "import '@/lib/domain/revenue/queries';",
};

/** One file each that breaks one law, and the law that must say so. */
const PLANTED = [
  ['floor lib/core', 'lib/core/bad.ts', "import '../domain/wallet/schema';"],
  ['floor lib/integrations', 'lib/integrations/stripe/bad.ts', "import '@/lib/domain/wallet/schema';"],
  ['floor lib/domain', 'lib/domain/wallet/bad-web.ts', "import '@/lib/web/session';"],
  ['floor lib/domain', 'lib/domain/wallet/bad-generated.ts', "import '@/prisma/generated/client';"],
  ['floor lib/web', 'lib/web/bad-jobs.ts', "import '@/lib/jobs/worker';"],
  ['floor lib/web', 'lib/web/bad-stripe.ts', "import '@/lib/integrations/stripe/client';"],
  ['floor lib/mail-in', 'lib/mail-in/bad.ts', "import '@/lib/web/session';"],
  ['floor lib/jobs', 'lib/jobs/bad.ts', "import '@/lib/web/session';"],
  ['floor lib/commands', 'lib/commands/bad.ts', "import '@/lib/jobs/worker';"],
  ['floor lib/sandbox', 'lib/sandbox/bad.ts', "import '@/lib/core/format';"],
  ['floor components/ui', 'components/ui/bad.tsx', "import '@/lib/core/format';"],
  [
    'floor components/(?!ui/)[^/]+',
    'components/wallet/bad.tsx',
    "import '@/lib/domain/wallet/deduct-credits';",
  ],
  ['floor app', 'app/(portal)/bad/page.tsx', "import '@/lib/integrations/stripe/client';"],
  [
    'no-circular',
    'lib/core/bad-one.ts',
    "import './bad-two';",
    ['lib/core/bad-two.ts', "import './bad-one';"],
  ],
  ['internal-is-private', 'lib/domain/payments/bad.ts', "import '../wallet/internal';"],
  ['internal-stays-in-the-domain', 'app/(portal)/bad/route.ts', "import '@/lib/domain/wallet/internal';"],
  ['support-carries-its-neighbours', 'lib/domain/support/bad.ts', "import '../desk/queries';"],
  ['support-carries-its-neighbours', 'lib/domain/ratings/bad.ts', "import '../desk/schema';"],
  ['database-behind-the-domain', 'app/(portal)/bad/layout.tsx', "import '@/lib/core/db';"],
  [
    'database-behind-the-domain',
    'components/wallet/bad-db.tsx',
    "import type { client } from '@/prisma/generated/client';",
  ],
  ['database-behind-the-domain', 'lib/web/bad-db.ts', "import '@/lib/core/db';"],
  ['database-behind-the-domain', 'lib/integrations/stripe/bad-db.ts', "import '@/lib/core/db';"],
  ['revenue-is-for-finance', 'app/(portal)/bad/error.tsx', "import '@/lib/domain/revenue/queries';"],
  ['testing-is-for-tests', 'lib/domain/wallet/bad-testing.ts', "import '@/lib/testing/factories';"],
  ['sandbox-stands-alone', 'lib/jobs/bad-sandbox.ts', "import '@/lib/sandbox/main';"],
  ['worker-without-next', 'lib/domain/wallet/bad-next.ts', "import 'next-auth';"],
  ['worker-without-next', 'lib/jobs/bad-next.ts', "import 'server-only';"],
  ['floor lib/api-server', 'lib/api-server/bad-jobs.ts', "import '@/lib/jobs/worker';"],
  ['api-without-next', 'lib/api-server/bad-next.ts', "import 'next';"],
  ['api-without-next', 'lib/web/api/bad-session.ts', "import '@/lib/web/session';"],
  ['react-writes-mail-and-pdf-only', 'lib/domain/wallet/bad-react.ts', "import 'react';"],
  [
    'react-writes-mail-and-pdf-only',
    'lib/integrations/stripe/bad-react.ts',
    "import '@react-email/components';",
  ],
  ['resolvable', 'lib/core/bad-nowhere.ts', "import '@/lib/core/nowhere';"],
];

let house;

function put(file, text) {
  mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
  writeFileSync(path.join(house, file), text);
}

beforeEach(() => {
  house = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-house-'));
  const compilerOptions = {
    module: 'esnext',
    moduleResolution: 'bundler',
    jsx: 'react-jsx',
    paths: { '@/*': ['./*'] },
  };
  put('tsconfig.json', JSON.stringify({ compilerOptions }));
  put('package.json', JSON.stringify({ type: 'module' }));
  for (const name of PACKAGES) {
    put(`node_modules/${name}/package.json`, JSON.stringify({ name, type: 'module', main: 'index.js' }));
    put(`node_modules/${name}/index.js`, 'export default 1;');
  }
});
afterEach(() => rmSync(house, { recursive: true, force: true }));

test('a clean house breaks no law', () => {
  for (const [file, text] of Object.entries(CLEAN)) put(file, text);
  const { examined, violations } = checkLayers(house);
  expect(violations).toEqual([]);
  expect(examined).toBe(Object.keys(CLEAN).length);
});

test('each planted violation turns its law red', () => {
  for (const [file, text] of Object.entries(CLEAN)) put(file, text);
  for (const [, file, text, other] of PLANTED) {
    put(file, text);
    if (other) put(...other);
  }
  const { violations } = checkLayers(house);
  const missed = PLANTED.filter(
    ([law, file]) => !violations.some((line) => line.startsWith(`${law}: ${file} `)),
  );
  expect(missed).toEqual([]);
  const planted = new Set(PLANTED.flatMap(([, file, , other]) => [file, other?.[0]]));
  expect(violations.filter((line) => !planted.has(line.split(': ')[1].split(' → ')[0]))).toEqual([]);
});

test('a check that examined nothing fails', () => {
  put('app/readme.md', 'no module here');
  put('elsewhere/module.ts', 'export {};');
  const script = path.join(import.meta.dirname, 'layers.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, house], { encoding: 'utf8' });
  expect(stderr).toContain('No module was examined');
  expect(status).toBe(1);
});
