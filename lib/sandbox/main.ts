import { startSandbox } from './server';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
}

function port(name: string): number {
  const value = Number(required(name));
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new Error(`${name} is not a port`);
  return value;
}

try {
  const sandbox = await startSandbox({
    port: port('SANDBOX_PORT'),
    smtpPort: port('SANDBOX_SMTP_PORT'),
    appUrl: required('APP_URL'),
    webhookSecret: required('STRIPE_WEBHOOK_SECRET'),
    dir: process.env.SANDBOX_DIR || '.data/sandbox',
    publicUrl: process.env.SANDBOX_URL || undefined,
    isClockStill: process.env.SANDBOX_CLOCK === 'still',
  });
  console.log(`sandbox ready ${sandbox.url} smtp ${sandbox.smtpPort}`);
  const stop = () => void sandbox.close().finally(() => process.exit(0));
  process.once('SIGTERM', stop).once('SIGINT', stop);
} catch (error) {
  console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
