import { db } from '@/lib/core/db';

export type Names = { members: Map<string, string>; apiKeys: Map<string, string> };

const unique = (ids: readonly string[]) => [...new Set(ids)];
const toMap = (rows: { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));

/**
 * Names of members and keys by id. An id in the books was written by a caller, so only present members of this
 * organisation, its keys, and keys of apps that serve it have a name here.
 */
export async function namesOf(
  organisationId: string,
  memberIds: readonly string[],
  keyIds: readonly string[],
): Promise<Names> {
  const [members, apiKeys] = await Promise.all([
    memberIds.length
      ? db.member.findMany({
          where: { organisationId, userId: { in: unique(memberIds) } },
          select: { user: { select: { id: true, name: true } } },
        })
      : [],
    keyIds.length
      ? db.apiKey.findMany({
          where: {
            id: { in: unique(keyIds) },
            OR: [{ organisationId }, { app: { customers: { some: { organisationId } } } }],
          },
          select: { id: true, name: true },
        })
      : [],
  ]);
  return { members: toMap(members.map(({ user }) => user)), apiKeys: toMap(apiKeys) };
}
