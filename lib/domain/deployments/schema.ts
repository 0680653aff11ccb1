import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { OverlapInput } from '@/lib/domain/apps/schema.overlap';
import { email, line } from '@/lib/core/text';

export const limits = {
  deployments: 50,
  origins: 20,
  /** Keys of one deployment that work at the same time. */
  keys: 5,
  /** The longest that a token of an embedded inbox may live, in seconds. */
  tokenSeconds: 300,
} as const;

/** An origin as a browser writes it: https, or http on this machine for those who build. */
function isOrigin(value: string): boolean {
  // A browser takes `*` and `;` in a host for plain letters; a policy does not.
  if (!/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(value) || !URL.canParse(value)) return false;
  const url = new URL(value);
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  return url.origin === value && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal));
}

const separated = (typed: string) => typed.split(/[\s,]+/).filter(Boolean);
const trimmed = (origin: string) => origin.toLowerCase().replace(/\/+$/, '');

/** Where pages of the app may show the inbox, as a list or as typed with commas or white space between. */
const Origins = z
  .union([z.array(z.string().max(200)).max(100), z.string().max(5_000).transform(separated)])
  .transform((origins) => [...new Set(origins.map(trimmed))])
  .pipe(z.array(z.string().max(200).refine(isOrigin, 'origin')).max(limits.origins));

const fields = { name: line(80), origins: Origins };

export const CreateDeploymentInput = z.object({
  ...fields,
  /** What the app calls it in its calls. */
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'deploymentCode'),
  /** The app of ours that runs it, whose keys may then speak for it. */
  appId: z.union([Id('app'), z.literal('').transform(() => undefined)]).optional(),
});

export const DeploymentInput = z.object({ deploymentId: Id('deployment') });
export const ChangeDeploymentInput = DeploymentInput.extend(fields);

export const DeploymentKeyInput = z.object({ keyId: Id('deploymentKey') });
export const RotateDeploymentKeyInput = DeploymentKeyInput.extend({
  overlap: OverlapInput,
});

export const embedRoles = ['reporter', 'admin'] as const;

/**
 * What a token of an embedded inbox has to say, beside `iss` (the deployment), `aud` (our origin), `iat` and `exp`, which
 * its signature's check reads.
 */
export const EmbedClaims = z.object({
  iss: Id('deployment'),
  deployment: Id('deployment'),
  jti: z.string().min(8).max(200),
  iat: z.number().int(),
  exp: z.number().int(),
  email,
  /** `admin` sees everything of the deployment, `reporter` what they reported themselves. */
  role: z.enum(embedRoles),
  name: line(120).optional(),
});
export type EmbedClaims = z.output<typeof EmbedClaims>;

/** `ending` was rotated and works until its overlap is over. */
export type DeploymentKeyStatus = 'active' | 'ending' | 'expired' | 'revoked';

export type DeploymentKeyDto = {
  id: string;
  status: DeploymentKeyStatus;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
};

/** A key just made: the only time that its secret is seen. */
export type NewDeploymentKeyDto = { id: string; secret: string };

export type DeploymentDto = {
  id: string;
  code: string;
  name: string;
  origins: string[];
  app: { id: string; name: string } | null;
  createdAt: string;
  disabledAt: string | null;
  requests: number;
  keys: DeploymentKeyDto[];
};
