import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Prisma, db } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { type Position, decodePosition, encodePosition } from '@/lib/core/position';
import { cleanFileName } from '@/lib/domain/support/file-rules';
import type { AuthenticationResults } from '@/lib/integrations/inbound/authentication-results';
import { fold } from '@/lib/integrations/inbound/fold';
import { resultLines } from '@/lib/integrations/inbound/sender-proof';
import { fileStore } from '@/lib/integrations/storage/choose';
import { organisationsOf } from './find-target';
import { readKept } from './read-raw';
import { isOpen } from './release-rules';
import { InboundInput, type InboundReason, ListInboundInput, type MailTab } from './schema';
import type { InboundDto, InboundRowDto } from './schema.dto';
import type { RefusedFile } from './take-files';
import { shownWords } from './words';

const PAGE = 50;
const MOST_SHOWN = 20_000;

const inTab: Record<MailTab, Prisma.InboundMailWhereInput> = {
  waiting: { status: { in: ['quarantined', 'failed'] } },
  parked: { status: 'parked' },
  taken: { status: { in: ['posted', 'filed'] } },
  all: {},
};

const rowFields = {
  ...{ id: true, fromAddress: true, fromName: true, subject: true, envelopeFrom: true },
  ...{ status: true, reason: true, receivedAt: true, sizeBytes: true },
} satisfies Prisma.InboundMailSelect;

type Row = Prisma.InboundMailGetPayload<{ select: typeof rowFields }>;

const rowDto = ({ fromAddress, envelopeFrom, reason, receivedAt, ...row }: Row): InboundRowDto => ({
  ...{ id: row.id, from: fromAddress || envelopeFrom, fromName: row.fromName, subject: row.subject },
  ...{ status: row.status, reason: reason as InboundReason | null, sizeBytes: row.sizeBytes },
  receivedAt: receivedAt.toISOString(),
});

const older = ({ at, id }: Position): Prisma.InboundMailWhereInput => ({
  receivedAt: { lte: at },
  OR: [{ receivedAt: { lt: at } }, { id: { lt: id } }],
});

/** Mails that came in, the newest first, fifty a page. For who runs the desk. */
export async function listInbound(
  ctx: Context,
  input: z.input<typeof ListInboundInput>,
): Promise<{ mails: InboundRowDto[]; next: string | null }> {
  authorise(ctx, 'desk:assign');
  const { tab, after } = parse(ListInboundInput, input);
  const rows = await db.inboundMail.findMany({
    where: { ...inTab[tab], ...(after && older(decodePosition(after))) },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
    select: rowFields,
  });
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  return {
    mails: rows.slice(0, PAGE).map(rowDto),
    next: last ? encodePosition({ at: last.receivedAt, id: last.id }) : null,
  };
}

/** How many mails wait for somebody's look. */
export async function countWaitingMails(ctx: Context): Promise<number> {
  authorise(ctx, 'desk:assign');
  return db.inboundMail.count({ where: inTab.waiting });
}

/** One mail with its words, which are untrusted text. Error: `not_found`. */
export async function getInbound(ctx: Context, input: z.input<typeof InboundInput>): Promise<InboundDto> {
  const row = await find(ctx, input);
  const { organisationId, requestId, releasedById } = row;
  const [request, releasedBy, words, organisations] = await Promise.all([
    organisationId && requestId
      ? db.request.findUnique({
          where: { organisationId_id: { organisationId, id: requestId } },
          select: { id: true, number: true, subject: true },
        })
      : null,
    releasedById ? db.user.findUnique({ where: { id: releasedById }, select: { name: true } }) : null,
    wordsOf(row.storageKey),
    row.fromAddress ? organisationsOf(row.fromAddress) : [],
  ]);
  return {
    ...rowDto(row),
    ...{ source: row.source, messageId: row.messageId, envelopeFrom: row.envelopeFrom },
    ...{ recipients: row.recipients, matchedBy: row.matchedBy, request, words },
    authentication: resultLines((row.authentication ?? []) as AuthenticationResults[]),
    refused: (row.refused ?? []) as RefusedFile[],
    releasedBy: releasedBy?.name ?? null,
    organisations: organisations.map(({ organisationId: id, name }) => ({ id, name })),
    isOpen: words !== null && isOpen(row),
  };
}

/** The mail as it came, to download. Errors: `not_found`; `provider_unavailable` when the storage is down. */
export async function readRawMail(
  ctx: Context,
  input: z.input<typeof InboundInput>,
): Promise<{ fileName: string; stream: Readable; size: number }> {
  const { storageKey, subject } = await find(ctx, input);
  return { fileName: cleanFileName(`${subject || 'mail'}.eml`), ...(await fileStore().get(storageKey)) };
}

async function find(ctx: Context, input: z.input<typeof InboundInput>) {
  authorise(ctx, 'desk:assign');
  const found = InboundInput.safeParse(input);
  const row = found.success && (await db.inboundMail.findUnique({ where: { id: found.data.mailId } }));
  if (!row) throw notFound();
  return row;
}

async function wordsOf(storageKey: string): Promise<InboundDto['words']> {
  const read = await readKept(storageKey);
  if (!('mail' in read)) return null;
  const { text, files } = read.mail;
  const { shown, quoted } = fold(text);
  return {
    shown: shownWords(shown).slice(0, MOST_SHOWN),
    quoted: shownWords(quoted).slice(0, MOST_SHOWN),
    files: files.map(({ fileName, mediaType, bytes }) => ({
      fileName: cleanFileName(fileName ?? mediaType),
      sizeBytes: bytes.byteLength,
    })),
  };
}
