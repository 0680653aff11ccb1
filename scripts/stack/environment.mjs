import path from 'node:path';
import { demandPort, freePort } from '../process/ports.mjs';
import { root } from '../root.mjs';
import { localSecrets, readJson, writeJson } from './secrets.mjs';

const LOOPBACK = '127.0.0.1';

/** Adds what .env says to the environment; what is set already wins, as everywhere. */
export function loadDotEnv() {
  try {
    process.loadEnvFile(path.join(root, '.env'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** Without a database of your own it is the demo: embedded PostgreSQL, sandbox, made-up secrets. */
export const isDemo = (env) => !env.DATABASE_URL;

const hasStripe = (env) => Boolean(env.STRIPE_SECRET_KEY);
const hasMail = (env) => Boolean(env.SMTP_URL);
const wantsSandbox = (env) => /^(on|1|true|yes)$/i.test(env.SANDBOX ?? '');

/** True when a stand-in is needed for a vendor that is not configured. */
export const needsSandbox = (env) => (isDemo(env) || wantsSandbox(env)) && !(hasStripe(env) && hasMail(env));

/** True when mail comes in by SMTP: from the sandbox, or from a mail server whose word is believed. */
export const takesMail = (env) => needsSandbox(env) || Boolean(env.MAIL_AUTHSERV_ID);

/** What a run on a database of its own still lacks, one line each; nothing has a default that money depends on. */
export function missingSettings(env) {
  const lines = [];
  const demand = (name, why) => env[name] || lines.push(`${name.padEnd(24)} ${why}`);
  demand('AUTH_SECRET', 'signs sessions; at least 32 random characters (openssl rand -base64 32)');
  demand('APP_URL', 'the public address, for example https://portal.example.com');
  demand('METRICS_TOKEN', 'the bearer token of /api/metrics');
  if (!wantsSandbox(env)) {
    demand('STRIPE_SECRET_KEY', "Stripe's secret key (or SANDBOX=on: no money moves)");
    demand('SMTP_URL', 'where mail is sent, smtp://user:password@host:587 (or SANDBOX=on)');
  }
  if (hasStripe(env) || !wantsSandbox(env))
    demand('STRIPE_WEBHOOK_SECRET', 'verifies what Stripe posts to us');
  if (hasMail(env) || !wantsSandbox(env))
    demand('MAIL_FROM', 'the sender, for example Meterdesk <portal@example.com>');
  if ((env.MAIL_AUTHSERV_ID || env.MAIL_HOOK_SECRET) && !needsSandbox(env))
    demand('MAIL_SUPPORT', 'where answers and new requests go, for example support@example.com');
  return lines;
}

/**
 * A port asked for by name must be free; else it is the one of the last run, so that its links stay valid; else any.
 * On a database of its own the web server stands where its proxy expects it, or not at all.
 */
function choosePort(env, name, remembered, host) {
  const asked = Number(env[name]);
  return asked ? demandPort(name, asked, host) : freePort(remembered, host);
}

export async function choosePorts(env, dataDir, webDefault = 3000) {
  const file = path.join(dataDir, 'ports.json');
  const kept = readJson(file);
  const isFixed = Boolean(env.PORT) || !isDemo(env);
  const web = isFixed ? demandPort('PORT', Number(env.PORT || webDefault)) : freePort(kept.web ?? webDefault);
  const ports = { web: await web };
  if (needsSandbox(env)) {
    ports.sandbox = await choosePort(env, 'SANDBOX_PORT', kept.sandbox ?? webDefault + 1, LOOPBACK);
    ports.smtp = await choosePort(env, 'SANDBOX_SMTP_PORT', kept.smtp ?? webDefault + 2, LOOPBACK);
  }
  if (takesMail(env))
    ports.mailIn = await choosePort(env, 'MAIL_IN_PORT', kept.mailIn ?? webDefault + 3, LOOPBACK);
  writeJson(file, { ...kept, ...ports });
  return ports;
}

function sandboxSettings(env, dataDir, ports) {
  if (!ports.sandbox) return {};
  return {
    SANDBOX_URL: `http://${LOOPBACK}:${ports.sandbox}`,
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_SMTP_PORT: String(ports.smtp),
    SANDBOX_DIR: path.join(dataDir, 'sandbox'),
    ...(hasMail(env) ? {} : { SMTP_URL: `smtp://${LOOPBACK}:${ports.smtp}` }),
    ...(env.LLM_URL ? {} : { LLM_URL: `http://${LOOPBACK}:${ports.sandbox}/llm/v1`, LLM_MODEL: 'sandbox' }),
    // The name under which the sandbox vouches for the senders of its answers.
    MAIL_AUTHSERV_ID: env.MAIL_AUTHSERV_ID || 'mx.sandbox.test',
  };
}

/** The whole environment of web, worker, sandbox and the operator's commands. */
export function runtimeEnvironment(env, { dataDir, databaseUrl, ports }) {
  const secrets = isDemo(env) || needsSandbox(env) ? localSecrets(dataDir) : {};
  const merged = {
    ...secrets,
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  };
  const appUrl = merged.APP_URL ?? `http://localhost:${ports.web}`;
  return {
    ...merged,
    STORAGE_DIR: merged.STORAGE_DIR || path.join(dataDir, 'files'),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ...sandboxSettings(env, dataDir, ports),
    ...(ports.mailIn && { MAIL_IN_PORT: String(ports.mailIn) }),
    DATABASE_URL: databaseUrl,
    PORT: String(ports.web),
    APP_URL: appUrl,
    NEXTAUTH_URL: appUrl,
    NEXTAUTH_SECRET: merged.AUTH_SECRET,
  };
}
