// `npm start`: the whole of Meterdesk in one command. Without DATABASE_URL it is the demo, on a PostgreSQL of its own.
import { Run } from './stack/run.mjs';
import { isDemo, loadDotEnv, missingSettings, needsSandbox } from './stack/environment.mjs';
import { dataFolder } from './stack/data-folder.mjs';
import { startStack } from './stack/start-stack.mjs';
import { demandPort } from './process/ports.mjs';
import { fail } from './steps.mjs';

function checkSettings(env) {
  const missing = isDemo(env) ? [] : missingSettings(env);
  if (missing.length === 0) return;
  const lines = missing.map((line) => `  ${line}`).join('\n');
  throw new Error(
    `DATABASE_URL is set, so this is no demo, and these are missing:\n\n${lines}\n\n.env.example says more.`,
  );
}

function printAccounts(accounts) {
  const rows = [{ role: 'ROLE', email: 'E-MAIL', password: 'PASSWORD' }, ...accounts];
  const width = (key) => Math.max(...rows.map((row) => row[key].length)) + 2;
  const [role, email] = [width('role'), width('email')];
  for (const row of rows)
    console.log(`    ${row.role.padEnd(role)}${row.email.padEnd(email)}${row.password}`);
}

function announce({ url, settings, accounts }) {
  console.log(`\n  Meterdesk is ready on ${url}`);
  if (needsSandbox(process.env)) {
    console.log(`  Mail view  ${settings.SANDBOX_URL}/mail`);
    console.log(`  Sandbox    ${settings.SANDBOX_URL}/sandbox`);
  }
  if (accounts.length > 0) {
    console.log('\n  Demo accounts (also in .data/demo.json):\n');
    printAccounts(accounts);
  }
  console.log('\n  Ctrl-C stops everything.\n');
}

loadDotEnv();
const run = new Run({ dataDir: dataFolder() });
try {
  checkSettings(process.env);
  if (process.env.PORT) await demandPort('PORT', Number(process.env.PORT));
  await run.open();
} catch (error) {
  fail(error);
}
await startStack(run, process.env).then(announce, (error) => run.end(1, error.message));
