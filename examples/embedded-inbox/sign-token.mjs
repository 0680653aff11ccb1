import { createHmac, randomUUID } from 'node:crypto';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A token of an embedded inbox: a JWT signed with HS256 by the deployment's key, good for at most five minutes. The secret
 * never leaves this server; a browser only ever sees what is signed with it.
 */
export function signToken({ portalUrl, deploymentId, keyId, secret }, { email, name, role = 'reporter' }) {
  const issuedAt = Math.floor(Date.now() / 1000);
  const head = encode({ alg: 'HS256', typ: 'JWT', kid: keyId });
  const body = encode({
    iss: deploymentId,
    aud: new URL(portalUrl).origin,
    jti: randomUUID(),
    iat: issuedAt,
    exp: issuedAt + 300,
    deployment: deploymentId,
    email,
    name,
    role,
  });
  const signature = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${signature}`;
}
