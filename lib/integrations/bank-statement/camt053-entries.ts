import { z } from 'zod';
import { Amount, minorOf, readDay, amountText } from './camt053-amounts';
import { type StatementLine, refused } from './statement';

const Sign = z.enum(['CRDT', 'DBIT']);
const Named = z.object({ Nm: z.string().optional() });
const Party = Named.extend({ Pty: Named.optional() });
const When = z.object({ Dt: z.string().optional(), DtTm: z.string().optional() });

const Details = z.object({
  Refs: z
    .object({
      AcctSvcrRef: z.string().optional(),
      EndToEndId: z.string().optional(),
      TxId: z.string().optional(),
    })
    .optional(),
  Amt: Amount.optional(),
  CdtDbtInd: Sign.optional(),
  AmtDtls: z.object({ TxAmt: z.object({ Amt: Amount }).optional() }).optional(),
  RltdPties: z.object({ Dbtr: Party.optional(), Cdtr: Party.optional() }).optional(),
  RmtInf: z
    .object({
      Ustrd: z.array(z.string()).default([]),
      Strd: z
        .array(z.object({ CdtrRefInf: z.object({ Ref: z.string().optional() }).optional() }))
        .default([]),
    })
    .optional(),
});

const Entry = z.object({
  Amt: Amount,
  CdtDbtInd: Sign,
  Sts: z.union([z.string(), z.object({ Cd: z.string().optional() })]).optional(),
  BookgDt: When,
  AcctSvcrRef: z.string().optional(),
  AddtlNtryInf: z.string().optional(),
  // An empty element reads as an empty text.
  NtryDtls: z.array(z.object({ TxDtls: z.array(Details).default([]) }).or(z.literal(''))).default([]),
});

type Line = Omit<StatementLine, 'theirId'> & { theirId: string | null };
type Detail = z.output<typeof Details>;

/** The lines of one entry: a payment each, whose amounts sum to the entry's; none when it is not booked. */
export function entryLines(raw: unknown): Line[] {
  const parsed = Entry.safeParse(raw);
  if (!parsed.success) throw refused('statementKind');
  const entry = parsed.data;
  const status = typeof entry.Sts === 'string' ? entry.Sts : entry.Sts?.Cd;
  if (status !== 'BOOK') return [];
  const details = entry.NtryDtls.flatMap((part) => (part === '' ? [] : part.TxDtls));
  const bookedOn = readDay(entry.BookgDt.Dt ?? entry.BookgDt.DtTm);
  const currency = entry.Amt['@Ccy'];
  const signed = (minor: bigint, sign = entry.CdtDbtInd) => (sign === 'DBIT' ? -minor : minor);
  if (details.length === 0)
    return [
      {
        ...{ bookedOn, currency, amountMinor: signed(minorOf(entry.Amt)) },
        ...{ reference: entry.AddtlNtryInf ?? '', name: '', theirId: entry.AcctSvcrRef ?? null },
      },
    ];
  const lines = details.map((detail, nth) => {
    const own = detail.Amt ?? detail.AmtDtls?.TxAmt?.Amt;
    // An amount in the payer's own currency is not what was booked.
    const amount = own?.['@Ccy'] === currency ? own : details.length === 1 ? entry.Amt : undefined;
    if (!amount) throw refused('statementAmount', { amount: `${own?.['#text'] ?? '?'}` });
    return {
      ...{ bookedOn, currency, amountMinor: signed(minorOf(amount), detail.CdtDbtInd) },
      ...{ reference: referenceOf(detail, entry.AddtlNtryInf), name: nameOf(detail, entry.CdtDbtInd) },
      theirId:
        detail.Refs?.AcctSvcrRef ?? (entry.AcctSvcrRef && idOf(entry.AcctSvcrRef, nth, details.length)),
    };
  });
  const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  if (sum !== signed(minorOf(entry.Amt)))
    throw refused('statementSums', { difference: amountText(signed(minorOf(entry.Amt)) - sum, currency) });
  return lines.map((line) => ({ ...line, theirId: line.theirId ?? null }));
}

const idOf = (reference: string, nth: number, many: number) =>
  many === 1 ? reference : `${reference}/${nth + 1}`;

/** Banks cut a long text into pieces of 140 signs, without a blank between them. */
function referenceOf({ Refs, RmtInf }: Detail, additional?: string): string {
  const endToEnd = Refs?.EndToEndId === 'NOTPROVIDED' ? undefined : Refs?.EndToEndId;
  const structured = RmtInf?.Strd.map(({ CdtrRefInf }) => CdtrRefInf?.Ref) ?? [];
  const parts = [RmtInf?.Ustrd.join(''), ...structured, endToEnd].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : (additional ?? '');
}

/** The other side: who paid us, or whom we paid. */
function nameOf({ RltdPties }: Detail, sign: 'CRDT' | 'DBIT'): string {
  const party = sign === 'CRDT' ? RltdPties?.Dbtr : RltdPties?.Cdtr;
  return party?.Pty?.Nm ?? party?.Nm ?? '';
}
