// Spends credits after work is done: check first, work, then deduct under a name that your own data knows.
// METERDESK_KEY=md_test_… METERDESK_PORTAL=http://localhost:3000 npx tsx examples/spend-after-work.ts
import { ConnectionError, InsufficientCreditsError, createClient } from '../src/client.js';

const meterdesk = createClient({
  key: process.env.METERDESK_KEY ?? '',
  portal: process.env.METERDESK_PORTAL ?? 'http://localhost:3000',
});

type Run = { id: string; service: string; leads: number };

/** Your own work. */
const collectLeads = async (run: Run) => ({ run: run.id, leads: run.leads });

async function collectAndCharge(run: Run) {
  const { service, leads: quantity } = run;
  const check = await meterdesk.checkCredits({ service, quantity });
  if (!check.allowed) return `Too few credits: ${check.shortfall} are missing.`;

  const result = await collectLeads(run);
  try {
    // The run's own id: started again after a crash, this program repeats the command and not the charge.
    const command = { service, quantity, reference: run.id, onInsufficient: 'owe' as const };
    const deduction = await meterdesk.deductCredits(command, { idempotencyKey: `run:${run.id}` });
    return `${result.leads} leads for ${deduction.cost} credits; ${deduction.available} are left.`;
  } catch (error) {
    if (error instanceof InsufficientCreditsError) return `Buy credits at ${error.checkoutUrl}`;
    // Not known whether it was carried out: keep the run and make the same call later, with the same key.
    if (error instanceof ConnectionError) return `Charge ${run.id} again later.`;
    throw error;
  }
}

const [service = 'lead-collection', leads = '100'] = process.argv.slice(2);
const said = await collectAndCharge({ id: `run-${Date.now()}`, service, leads: Number(leads) });
process.stdout.write(`${said}\n`);
