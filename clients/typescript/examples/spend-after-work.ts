// Spends credits after work is done: check first, work, then deduct under a name that your own data knows.
// METERDESK_KEY=md_test_… METERDESK_PORTAL=http://localhost:3000 npx tsx examples/spend-after-work.ts [service] [quantity] [job]
import { ConnectionError, createClient } from '../src/client.js';

const meterdesk = createClient({
  key: process.env.METERDESK_KEY ?? '',
  portal: process.env.METERDESK_PORTAL ?? 'http://localhost:3000',
});

type Job = { id: string; service: string; quantity: number };

/** Your own work: it says how much it really delivered. */
const work = async ({ quantity }: Job) => ({ delivered: quantity });

async function workAndCharge(job: Job) {
  const { id, service, quantity } = job;
  const check = await meterdesk.checkCredits({ service, quantity });
  if (!check.allowed) return `Too few credits: ${check.shortfall} are missing.`;

  const { delivered } = await work(job);
  if (delivered === 0) return 'Nothing was delivered, and nothing charged.';
  try {
    // The job's own id: started again after a crash, this program repeats the command and not the charge. What somebody
    // else spent since the check is owed: the work is delivered.
    const command = { service, quantity: delivered, reference: id, onInsufficient: 'owe' as const };
    const deduction = await meterdesk.deductCredits(command, { idempotencyKey: `job:${id}` });
    return `${deduction.cost} credits for ${delivered} × ${service}; ${deduction.available} are left.`;
  } catch (error) {
    // Not known whether it was carried out: keep the job and make the same call later, with the same key.
    if (error instanceof ConnectionError) return `Charge ${id} again later.`;
    throw error;
  }
}

// In your program the id stands beside the job in your data; here the day, the service and the quantity name it.
const [service = 'ai-summary', quantity = '3', given] = process.argv.slice(2);
const id = given ?? `${new Date().toISOString().slice(0, 10)}-${service}-${quantity}`;
const said = await workAndCharge({ id, service, quantity: Number(quantity) });
process.stdout.write(`${said}\n`);
