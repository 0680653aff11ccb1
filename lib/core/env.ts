import { z } from 'zod';
import { lazy } from './lazy';

const optional = z
  .string()
  .optional()
  .transform((value) => value || undefined);
const port = z.coerce.number().int().min(0).max(65_535);

/** Every variable that Meterdesk reads; `.env.example` says one line about each. */
const Environment = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address'),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(500).default(10),
  LISTEN_DATABASE_URL: optional,
  APP_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
    .default('http://localhost:3000'),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  STRIPE_SECRET_KEY: optional,
  STRIPE_WEBHOOK_SECRET: optional,
  PAYMOB_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://accept.paymob.com'),
  PAYMOB_CHECKOUT_URL: z.url({ protocol: /^https?$/ }).default('https://accept.paymob.com/unifiedcheckout/'),
  PAYMOB_SECRET_KEY: optional,
  PAYMOB_PUBLIC_KEY: optional,
  PAYMOB_HMAC_SECRET: optional,
  PAYMOB_API_KEY: optional,
  PAYMOB_INTEGRATION_CARD: z.coerce.number().int().positive().optional(),
  PAYMOB_INTEGRATION_WALLET: z.coerce.number().int().positive().optional(),
  PAYMOB_INTEGRATION_INSTALMENTS: z.coerce.number().int().positive().optional(),
  PAYMOB_OWNER: z.coerce.number().int().positive().optional(),
  SANDBOX_URL: optional,
  SMTP_URL: optional,
  MAIL_FROM: z.string().default('Meterdesk <portal@meterdesk.test>'),
  MAIL_SUPPORT: z.email().max(254).toLowerCase().default('support@meterdesk.test'),
  MAIL_DOMAIN: optional.transform((value) => value?.toLowerCase()),
  MAIL_AUTHSERV_ID: optional,
  MAIL_HOOK_SECRET: optional,
  MAILGUN_SIGNING_KEY: optional,
  MAIL_SES_TOPIC: optional,
  MAIL_IN_HOST: z.string().default('127.0.0.1'),
  MAIL_IN_PORT: port.default(2525),
  METRICS_TOKEN: optional,
  TELEGRAM_URL: z.url({ protocol: /^https?$/ }).default('https://api.telegram.org'),
  TELEGRAM_BOT_TOKEN: optional,
  LLM_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
  LLM_KEY: optional,
  LLM_MODEL: optional,
  STORAGE_DIR: z.string().default('.data/files'),
  S3_ENDPOINT: optional,
  S3_BUCKET: optional,
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  CATALOGUE: z.enum(['saas-credits', 'expert-debugging', 'business-services']).default('saas-credits'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  PORT: port.default(3000),
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: port.default(3010),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(4),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
});

export type Environment = z.infer<typeof Environment>;

/** Parses an environment; the error lists every bad variable by name, never its value. */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  // An empty value is no value: `.env.example`, copied and half filled in, must mean what it says.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name} ${given[name] === undefined ? 'is missing' : issue.message}`;
  });
  throw new Error(`The environment is not complete:\n${[...new Set(lines)].join('\n')}`);
}

/** The environment of this process, parsed at its first use. */
export const env = lazy(() => parseEnvironment(process.env));

/** Without a key of Stripe's the portal talks to the sandbox: no money moves. */
export const isSandbox = () => !env.STRIPE_SECRET_KEY;
