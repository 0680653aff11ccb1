import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { derivedKey } from '@/lib/core/derived-key';
import { Id } from '@/lib/core/ids';
import { EmbedClaims, limits } from './schema';

/**
 * The secret of a key: derived from AUTH_SECRET and its id, so that nothing of it stands in the database. It is text
 * whose UTF-8 bytes sign, as the libraries of all languages take it.
 */
export const secretOf = (keyId: string): string =>
  `mdk_${Buffer.from(derivedKey(`embed-key:${keyId}`)).toString('base64url')}`;

/** The key that a token names in its header; null for anything that is no token of a deployment. */
export function keyIdOf(token: string): string | null {
  try {
    return Id('deploymentKey').safeParse(decodeProtectedHeader(token).kid).data ?? null;
  } catch {
    return null;
  }
}

type Expected = { keyId: string; deploymentId: string; audience: string; now: Date };

/**
 * What a token says, if its signature is the key's (HS256 and no other), it is meant for us and for this deployment, and
 * it is neither over nor made to live longer than five minutes (RFC 7519). Null for anything else, without saying why.
 */
export async function readEmbedToken(token: string, expected: Expected): Promise<EmbedClaims | null> {
  const { keyId, deploymentId, audience, now } = expected;
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secretOf(keyId)), {
      ...{ algorithms: ['HS256'], issuer: deploymentId, audience, currentDate: now },
      ...{ maxTokenAge: limits.tokenSeconds, clockTolerance: 5 },
      requiredClaims: ['exp', 'iat', 'jti', 'email', 'role', 'deployment'],
    });
    const claims = EmbedClaims.safeParse(payload);
    if (!claims.success || claims.data.deployment !== deploymentId) return null;
    // The library looks at the age alone: a token that may live for an hour would pass in its first five minutes.
    const lifetime = claims.data.exp - claims.data.iat;
    return lifetime > 0 && lifetime <= limits.tokenSeconds ? claims.data : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
