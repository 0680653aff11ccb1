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

/** The portal's listener of mail, when it runs one. */
function mailIn() {
  const { MAIL_IN_PORT, MAIL_AUTHSERV_ID: authservId, MAIL_SUPPORT: support } = process.env;
  if (!MAIL_IN_PORT || !authservId) return undefined;
  const [first = authservId] = authservId.split(',');
  return {
    port: port('MAIL_IN_PORT'),
    authservId: first.trim(),
    support: support || 'support@meterdesk.test',
  };
}

try {
  const sandbox = await startSandbox({
    port: port('SANDBOX_PORT'),
    smtpPort: port('SANDBOX_SMTP_PORT'),
    appUrl: required('APP_URL'),
    webhookSecret: required('STRIPE_WEBHOOK_SECRET'),
    dir: process.env.SANDBOX_DIR || '.data/sandbox',
    publicUrl: process.env.SANDBOX_URL || undefined,
    mailIn: mailIn(),
    isClockStill: process.env.SANDBOX_CLOCK === 'still',
  });
  console.log(`sandbox ready ${sandbox.url} smtp ${sandbox.smtpPort}`);
  const stop = () => void sandbox.close().finally(() => process.exit(0));
  process.once('SIGTERM', stop).once('SIGINT', stop);
} catch (error) {
  console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
