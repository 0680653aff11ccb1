// What lib/core/env.ts demands, for tests. Nothing here reaches anybody: no real key, no real address.
const settings: Record<string, string> = {
  APP_URL: 'http://localhost:3000',
  AUTH_SECRET: 'a-secret-for-tests-that-protects-nothing',
  STRIPE_WEBHOOK_SECRET: 'whsec_test_only',
  METRICS_TOKEN: 'metrics-token-for-tests',
  MAIL_AUTHSERV_ID: 'mx.meterdesk.test',
  MAIL_HOOK_SECRET: 'the-password-of-the-mail-hook-in-tests',
  MAILGUN_SIGNING_KEY: 'signing-key-of-tests',
  MAIL_FROM: 'Meterdesk <portal@meterdesk.test>',
  LOG_LEVEL: 'silent',
};
for (const [name, value] of Object.entries(settings)) process.env[name] ??= value;
