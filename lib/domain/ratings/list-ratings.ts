import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Prisma, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { decodePosition, encodePosition } from '@/lib/core/position';
import type { Page } from '@/lib/domain/support/schema.dto';
import { ListRatingsInput, type RatingTab } from './schema';
import type { RatedRowDto } from './schema.dto';

const PAGE = 50;

const inTab: Record<RatingTab, Prisma.RatingWhereInput> = {
  open: { followUp: 'open' },
  done: { followUp: 'done' },
  all: {},
};

const include = {
  ratedBy: { select: { name: true } },
  request: {
    select: {
      ...{ number: true, subject: true },
      organisation: { select: { name: true } },
      expert: { select: { name: true } },
    },
  },
} satisfies Prisma.RatingInclude;

/** Ratings of all customers, the newest first, in keyset pages of 50: those to be followed up, those that were, or all. */
export async function listRatings(
  ctx: Context,
  input: z.input<typeof ListRatingsInput>,
): Promise<Page<RatedRowDto>> {
  authorise(ctx, 'desk:assign');
  const { tab, after } = parse(ListRatingsInput, input);
  const from = after ? decodePosition(after) : null;
  const found = await db.rating.findMany({
    where: {
      ...inTab[tab],
      ...(from && {
        createdAt: { lte: from.at },
        OR: [{ createdAt: { lt: from.at } }, { requestId: { lt: from.id } }],
      }),
    },
    include,
    orderBy: [{ createdAt: 'desc' }, { requestId: 'desc' }],
    take: PAGE + 1,
  });
  const rows = found.slice(0, PAGE);
  const last = rows.at(-1);
  const next =
    found.length > PAGE && last ? encodePosition({ at: last.createdAt, id: last.requestId }) : null;
  const names = await namesOf(rows);
  return { rows: rows.map((row) => dto(row, names)), next };
}

type Row = Prisma.RatingGetPayload<{ include: typeof include }>;

/** Contacts who rated and colleagues who followed up, by id. */
async function namesOf(rows: Row[]): Promise<Map<string, string>> {
  const contacts = rows.flatMap(({ organisationId, contactId }) =>
    contactId ? [{ organisationId, id: contactId }] : [],
  );
  const select = { id: true, name: true } as const;
  const [people, known] = await Promise.all([
    db.user.findMany({
      where: { id: { in: rows.flatMap(({ followedUpById }) => followedUpById ?? []) } },
      select,
    }),
    contacts.length > 0 ? db.contact.findMany({ where: { OR: contacts }, select }) : [],
  ]);
  return new Map([...people, ...known].map(({ id, name }) => [id, name]));
}

function dto(row: Row, names: Map<string, string>): RatedRowDto {
  const { requestId, request, score, comment, ratedBy, contactId, createdAt } = row;
  return {
    ...{ requestId, score, comment: comment ?? '', ratedAt: createdAt.toISOString() },
    ...{ number: request.number, subject: request.subject, organisation: request.organisation.name },
    expert: request.expert?.name ?? null,
    ratedBy: ratedBy?.name ?? names.get(contactId ?? '') ?? '',
    followUp: followUpDto(row, names),
  };
}

function followUpDto(row: Row, names: Map<string, string>): RatedRowDto['followUp'] {
  const { followUp, followUpNote, followedUpById, followedUpAt } = row;
  if (followUp === 'open') return { state: 'open' };
  if (followUp !== 'done') return null;
  const by = names.get(followedUpById ?? '') ?? '';
  return { state: 'done', note: followUpNote ?? '', by, at: (followedUpAt ?? row.updatedAt).toISOString() };
}
