// `npm run bench`: what the product does a second, beside the same work without it, in the same run.
// Usage: npm run bench [-- deductions] [api] [renewals] [volume] [revenue] [support] [pdf] [javascript]. Results: stdout and .data/bench.json.
import { rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { benchApi } from './bench/api.mjs';
import { benchDeductions } from './bench/deductions.mjs';
import { benchJavaScript } from './bench/javascript.mjs';
import { benchPdf } from './bench/pdf.mjs';
import { benchRenewals } from './bench/renewals.mjs';
import { benchRevenue } from './bench/revenue.mjs';
import { benchSupport } from './bench/support.mjs';
import { benchVolume } from './bench/volume.mjs';
import { startPostgres } from './database/embedded.mjs';
import { watchLineage } from './process/lineage.mjs';
import { dataFolder } from './stack/data-folder.mjs';
import { readJson, writeJson } from './stack/secrets.mjs';
import { fail, say, step } from './steps.mjs';

const PARTS = {
  deductions: benchDeductions,
  api: benchApi,
  renewals: benchRenewals,
  volume: benchVolume,
  revenue: benchRevenue,
  support: benchSupport,
  pdf: benchPdf,
  javascript: benchJavaScript,
};

/** What the figures depend on besides the code. */
function machine() {
  const [processor] = os.cpus();
  return {
    at: new Date().toISOString(),
    node: process.version,
    processor: `${os.cpus().length} × ${processor?.model ?? 'unknown'}`,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    loadBefore: Number(os.loadavg()[0].toFixed(2)),
  };
}

function chosenParts() {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !PARTS[name]);
  if (unknown) throw new Error(`There is no part ${unknown}; there are ${Object.keys(PARTS).join(', ')}.`);
  return asked.length > 0 ? asked : Object.keys(PARTS);
}

async function main() {
  const parts = chosenParts();
  const folder = dataFolder('bench');
  rmSync(folder, { recursive: true, force: true });
  // Durable as in production: every commit waits for the disk.
  const postgres = await step('Start PostgreSQL', () => startPostgres({ dir: path.join(folder, 'pg') }));
  const end = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => void end().finally(() => process.exit(1)));
  watchLineage(() => void end().finally(() => process.exit(1)));
  try {
    const file = dataFolder('bench.json');
    for (const name of parts) {
      const facts = machine();
      const result = await PARTS[name]({ postgres, folder });
      writeJson(file, { ...readJson(file), [name]: { machine: facts, ...result } });
      say(`${name}: written to .data/bench.json (load before: ${facts.loadBefore})`);
    }
  } finally {
    await end();
  }
}

await main().then(() => process.exit(0), fail);
