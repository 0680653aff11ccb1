import type { Tx } from '@/lib/core/db';

/** Owners and billing contacts who are still with us: they hear of charges that no person made. */
export async function readPayers(tx: Tx, organisationId: string): Promise<{ id: string; email: string }[]> {
  const members = await tx.member.findMany({
    where: { organisationId, role: { in: ['owner', 'billing'] }, user: { deactivatedAt: null } },
    select: { user: { select: { id: true, email: true } } },
    orderBy: { createdAt: 'asc' },
  });
  return members.map(({ user }) => user);
}
