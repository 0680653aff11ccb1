import { describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { NOW, memberOf, staff } from '@/lib/testing/factories';
import { newDeployment, tokenOf } from '@/lib/testing/inbox';
import { customer } from '@/lib/testing/requests';
import { changeDeployment, createDeployment, disableDeployment, enableDeployment } from './manage-deployment';
import { createDeploymentKey, revokeDeploymentKey, rotateDeploymentKey } from './manage-key';
import { frameAncestorsOf, getDeployment, listDeployments, listOwnApps } from './queries';
import { resolveEmbedToken } from './resolve-embed-token';

const HOUR_MS = 3_600_000;
const refused = { code: 'unauthenticated', reason: 'embedToken' };

describe('a deployment', () => {
  it('is made, listed, changed and ended by an owner, each audited', async () => {
    const { owner, deploymentId, organisationId } = await newDeployment();
    await changeDeployment(owner, { deploymentId, name: 'Shop EU', origins: 'https://eu.shop.test' });
    await changeDeployment(owner, { deploymentId, name: 'Shop EU', origins: 'https://eu.shop.test' });
    expect(await getDeployment(owner, { deploymentId })).toMatchObject({ name: 'Shop EU', requests: 0 });
    expect(await frameAncestorsOf(deploymentId)).toEqual(['https://eu.shop.test']);
    await disableDeployment(owner, { deploymentId });
    await disableDeployment(owner, { deploymentId });
    expect(await frameAncestorsOf(deploymentId)).toEqual([]);
    await enableDeployment(owner, { deploymentId });
    const audited = await db.auditEvent.findMany({ where: { organisationId, recordId: deploymentId } });
    expect(audited.map(({ action }) => action).sort()).toEqual(
      ['deployment.create', 'deployment.change', 'deployment.disable', 'deployment.enable'].sort(),
    );
  });
  it('has a code of its own in the organisation', async () => {
    const { owner, code } = await newDeployment();
    await expect(createDeployment(owner, { name: 'Other', code, origins: '' })).rejects.toMatchObject({
      fields: { code: 'taken' },
    });
    await createDeployment(await customer(), { name: 'Other', code, origins: '' });
  });
  it('is nobody else’s', async () => {
    const { deploymentId, key, organisationId } = await newDeployment();
    const stranger = await customer();
    const missing = { code: 'not_found' };
    await expect(getDeployment(stranger, { deploymentId })).rejects.toMatchObject(missing);
    await expect(disableDeployment(stranger, { deploymentId })).rejects.toMatchObject(missing);
    await expect(createDeploymentKey(stranger, { deploymentId })).rejects.toMatchObject(missing);
    await expect(revokeDeploymentKey(stranger, { keyId: key.id })).rejects.toMatchObject(missing);
    const change = { deploymentId, name: 'Mine', origins: '' };
    await expect(changeDeployment(stranger, change)).rejects.toMatchObject(missing);
    expect((await listDeployments(stranger)).map(({ id }) => id)).not.toContain(deploymentId);
    for (const ctx of [await memberOf(organisationId, 'member'), await staff(['agent'])])
      await expect(listDeployments(ctx)).rejects.toMatchObject({ code: 'forbidden' });
  });
  it('belongs to an app only where the app serves the organisation', async () => {
    const owner = await customer();
    const appId = newId('app');
    await db.app.create({ data: { id: appId, name: `App ${appId}`, createdAt: NOW } });
    const given = { name: 'Shop', code: 'shop', origins: '', appId };
    await expect(createDeployment(owner, given)).rejects.toMatchObject({ fields: { appId: 'unknownApp' } });
    const organisationId = owner.organisationId ?? '';
    await db.appCustomer.create({ data: { appId, organisationId, externalId: 'c1', createdAt: NOW } });
    expect(await listOwnApps(owner)).toMatchObject([{ id: appId }]);
    await createDeployment(owner, given);
  });
});

describe('a key of a deployment', () => {
  it('shows its secret once, and nothing of it is kept', async () => {
    const { key, organisationId } = await newDeployment();
    const rows = await db.deploymentKey.findMany({ where: { organisationId } });
    const audit = await db.auditEvent.findMany({ where: { organisationId } });
    expect(key.secret).toMatch(/^mdk_[\w-]{43}$/);
    expect(JSON.stringify([rows, audit])).not.toContain(key.secret.slice(4));
  });
  it('signs tokens until it is revoked', async () => {
    const made = await newDeployment();
    const token = await tokenOf(made, 'sam@shop.test');
    expect(await resolveEmbedToken(token, NOW)).toMatchObject({ deploymentId: made.deploymentId });
    await revokeDeploymentKey(made.owner, { keyId: made.key.id });
    await revokeDeploymentKey(made.owner, { keyId: made.key.id });
    await expect(resolveEmbedToken(token, NOW)).rejects.toMatchObject(refused);
  });
  it('goes on beside the new one for the overlap, and not after it', async () => {
    const made = await newDeployment();
    const next = await rotateDeploymentKey(made.owner, { keyId: made.key.id, overlap: '1h' });
    for (const key of [made.key, next])
      await resolveEmbedToken(await tokenOf({ ...made, key }, 'sam@shop.test'), NOW);
    const later = new Date(NOW.getTime() + HOUR_MS);
    const old = await tokenOf(made, 'sam@shop.test', {}, later);
    await expect(resolveEmbedToken(old, later)).rejects.toMatchObject(refused);
    await resolveEmbedToken(await tokenOf({ ...made, key: next }, 'sam@shop.test', {}, later), later);
    await expect(
      rotateDeploymentKey(made.owner, { keyId: made.key.id, overlap: 'now' }),
    ).rejects.toMatchObject({ reason: 'keyEnded' });
  });
  it('opens nothing while its deployment is off', async () => {
    const made = await newDeployment();
    const token = await tokenOf(made, 'sam@shop.test');
    await disableDeployment(made.owner, { deploymentId: made.deploymentId });
    await expect(resolveEmbedToken(token, NOW)).rejects.toMatchObject(refused);
    await expect(createDeploymentKey(made.owner, { deploymentId: made.deploymentId })).rejects.toMatchObject({
      reason: 'deploymentDisabled',
    });
  });
  it('signs for its own deployment and no other', async () => {
    const [one, two] = [await newDeployment(), await newDeployment()];
    const forged = await tokenOf({ deploymentId: two.deploymentId, key: one.key }, 'sam@shop.test');
    await expect(resolveEmbedToken(forged, NOW)).rejects.toMatchObject(refused);
  });
  it('is one of at most five that work', async () => {
    const { owner, deploymentId } = await newDeployment();
    for (let made = 1; made < 5; made++) await createDeploymentKey(owner, { deploymentId });
    await expect(createDeploymentKey(owner, { deploymentId })).rejects.toMatchObject({
      reason: 'tooManyKeys',
    });
  });
});
