import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { createDeployment } from '@/lib/domain/deployments/manage-deployment';
import { createDeploymentKey } from '@/lib/domain/deployments/manage-key';
import { scopeOfToken } from '@/lib/domain/inbox/scope';
import { fileInbox } from '@/lib/domain/inbox/write-inbox';
import { NOW, anonymous } from './factories';
import { customer } from './requests';

export const outsider = (now = NOW): Context => anonymous(now);

/** A customer with credits, a deployment of theirs, and a key that signs for it. */
export async function newDeployment(credits = 1_000) {
  const owner = await customer(credits);
  const code = `shop-${randomUUID().slice(0, 8)}`;
  const { deploymentId } = await createDeployment(owner, {
    ...{ name: 'Shop', code, origins: 'https://shop.test' },
  });
  const key = await createDeploymentKey(owner, { deploymentId });
  return { owner, organisationId: owner.organisationId ?? '', deploymentId, code, key };
}

export type TestDeployment = Awaited<ReturnType<typeof newDeployment>>;

/** A token as the app's server would sign it, good for five minutes from `now`. */
export function tokenOf(
  { deploymentId, key }: Pick<TestDeployment, 'deploymentId' | 'key'>,
  email: string,
  over: object = {},
  now = NOW,
): Promise<string> {
  const at = Math.floor(now.getTime() / 1_000);
  return new SignJWT({ email, role: 'reporter', deployment: deploymentId, ...over })
    .setProtectedHeader({ alg: 'HS256', kid: key.id })
    .setIssuer(deploymentId)
    .setAudience(new URL(env.APP_URL).origin)
    .setJti(randomUUID())
    .setIssuedAt(at)
    .setExpirationTime(at + 300)
    .sign(new TextEncoder().encode(key.secret));
}

export const scopeFor = async (deployment: TestDeployment, email: string, over: object = {}) =>
  scopeOfToken(await tokenOf(deployment, email, over), NOW);

/** A request that a reporter filed, with its id. */
export async function reported(deployment: TestDeployment, email = 'sam@shop.test', subject = 'It fails') {
  const scope = await scopeFor(deployment, email);
  const { number } = await fileInbox(scope, outsider(), {
    subject,
    body: 'Every checkout ends in an error.',
  });
  const { id } = await db.request.findFirstOrThrow({ where: { number }, select: { id: true } });
  return { scope, number, requestId: id };
}

export const newMessage = (number: string, body = 'Firefox 142.') => ({
  ...{ number, body, messageId: newId('message') },
});
