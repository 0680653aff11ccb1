import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const MAKERS = {
  AUTH_SECRET: () => randomBytes(32).toString('base64url'),
  METRICS_TOKEN: () => randomBytes(24).toString('base64url'),
  MAIL_HOOK_SECRET: () => randomBytes(24).toString('base64url'),
  STRIPE_WEBHOOK_SECRET: () => `whsec_${randomBytes(24).toString('hex')}`,
};

export function readJson(file, fallback = {}) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : fallback;
}

/** Replaces a file whole, so that a kill in between leaves the old one. */
export function writeJson(file, value, mode = 0o644) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(`${file}.tmp`, file);
}

/** The secrets of an installation that was given none: made once, readable by their owner only. */
export function localSecrets(dataDir) {
  const file = path.join(dataDir, 'secrets.json');
  const kept = readJson(file);
  const missing = Object.keys(MAKERS).filter((name) => !kept[name]);
  if (missing.length === 0) return kept;
  const secrets = { ...kept, ...Object.fromEntries(missing.map((name) => [name, MAKERS[name]()])) };
  writeJson(file, secrets, 0o600);
  return secrets;
}
