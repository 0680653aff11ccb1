import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Context } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { type MemberRole, type StaffRole, db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import type { CatalogueFile } from '@/lib/domain/catalog/schema';
import { loadCatalogue } from '@/lib/domain/catalog/load-catalogue';
import { startFreeTier } from '@/lib/domain/subscriptions/start-free-tier';
import { grantCredits, openWallet } from '@/lib/domain/wallet/steps';
import type { z } from 'zod';

/** The moment at which tests happen, unless they move it. */
export const NOW = new Date('2026-11-21T10:00:00.000Z');

const context = (actor: Context['actor'], now: Date, organisationId?: string): Context => ({
  actor,
  organisationId,
  now,
  requestId: randomUUID(),
  ip: '127.0.0.1',
});

export const anonymous = (now = NOW): Context => context({ kind: 'anonymous' }, now);
export const job = (now = NOW, organisationId?: string): Context =>
  context({ kind: 'job', name: 'test' }, now, organisationId);

/** Reads a catalogue of prisma/catalogues as the file stands. */
export function catalogueFile(name: string): z.input<typeof CatalogueFile> {
  const file = path.resolve(import.meta.dirname, `../../prisma/catalogues/${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as z.input<typeof CatalogueFile>;
}

/** Loads the demo's catalogue into an empty database; a second call does nothing. */
export async function ensureCatalogue(name = 'saas-credits'): Promise<void> {
  if (await db.setting.findUnique({ where: { key: 'catalogue' } })) return;
  await transaction((tx) => loadCatalogue(tx, catalogueFile(name)));
}

export async function newUser(over: { name?: string; staffRoles?: StaffRole[]; email?: string } = {}) {
  const id = newId('user');
  const data = {
    id,
    email: `${id}@example.test`,
    name: 'Person',
    createdAt: NOW,
    emailVerifiedAt: NOW,
    ...over,
  };
  return db.user.create({ data });
}

/** A person of an organisation, ready to call verbs. */
export async function memberOf(
  organisationId: string,
  role: MemberRole = 'owner',
  now = NOW,
): Promise<Context> {
  const user = await newUser();
  await db.member.create({ data: { organisationId, userId: user.id, role, createdAt: NOW } });
  const actor = { kind: 'member' as const, userId: user.id, sessionId: newId('session'), role };
  return context(actor, now, organisationId);
}

export async function staff(roles: StaffRole[], now = NOW): Promise<Context> {
  const user = await newUser({ staffRoles: roles });
  return context({ kind: 'staff', userId: user.id, sessionId: newId('session'), roles }, now);
}

/**
 * A fresh organisation in the United States, where no tax is due, with an empty wallet; `grant` whole credits are
 * bought into it for as many cents. With
 * `freeTier` it starts as sign-up would leave it.
 */
export async function newOrganisation(
  over: { grant?: number; freeTier?: boolean; timeZone?: string; country?: string | null } = {},
) {
  const organisationId = newId('organisation');
  const ctx = job(NOW, organisationId);
  if (over.freeTier) await ensureCatalogue();
  await transaction(async (tx) => {
    await tx.organisation.create({
      data: {
        ...{ id: organisationId, name: 'Example', createdAt: NOW, timeZone: over.timeZone ?? 'UTC' },
        country: over.country === undefined ? 'US' : over.country,
      },
    });
    await openWallet(tx, ctx, organisationId);
    if (over.freeTier) await startFreeTier(tx, ctx, organisationId);
    if (over.grant)
      await grantCredits(tx, ctx, organisationId, { amountMicro: credits(over.grant), source: 'adjustment' });
  });
  return organisationId;
}
