import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { Amount, minorOf, amountText } from './camt053-amounts';
import { entryLines } from './camt053-entries';
import { type Statement, daysOf, refused, withIds } from './statement';

// ISO 20022 camt.053, versions 2 to 13. Both forms of what changed between them are read: a status as text or as a code,
// a party by itself or inside `Pty`.
const LISTS = new Set(['Stmt', 'Bal', 'Ntry', 'NtryDtls', 'TxDtls', 'Ustrd', 'Strd']);
const NAMESPACE = /urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-9]|1\d)/;
const DEEPEST = 40;

const parser = new XMLParser({
  ...{ ignoreAttributes: false, attributeNamePrefix: '@', removeNSPrefix: true },
  // Text stays text: amounts must not become floats, nor 007 become 7.
  ...{ parseTagValue: false, parseAttributeValue: false, trimValues: true },
  ...{ isArray: (name: string) => LISTS.has(name), maxNestedTags: DEEPEST },
});

const Account = z.object({
  Id: z.object({ IBAN: z.string().optional(), Othr: z.object({ Id: z.string() }).optional() }),
  Ccy: z.string().optional(),
});
const Balance = z.object({
  Tp: z.object({ CdOrPrtry: z.object({ Cd: z.string().optional() }) }),
  Amt: Amount,
  CdtDbtInd: z.enum(['CRDT', 'DBIT']),
});
const StatementXml = z.object({
  Acct: Account,
  Bal: z.array(Balance).default([]),
  Ntry: z.array(z.unknown()).default([]),
});
const File = z.object({
  Document: z.object({ BkToCstmrStmt: z.object({ Stmt: z.array(StatementXml).min(1) }) }),
});

/**
 * Reads a bank's statement in camt.053: one of ours for each in the file. Only what is booked counts; an entry of many
 * payments becomes a line each. Throws `invalid`: `statementXml`, `statementKind` for another message, `statementAmount`,
 * `statementDay`, `statementSums` when the opening balance and the entries do not make the closing one.
 * Source: https://www.iso20022.org/iso-20022-message-definitions (Bank-to-Customer Statement)
 */
export function readCamt053(text: string): Statement[] {
  if (/<!DOCTYPE/i.test(text) || XMLValidator.validate(text) !== true) throw refused('statementXml');
  if (!NAMESPACE.test(text)) throw refused('statementKind');
  let tree: unknown;
  try {
    tree = parser.parse(text);
  } catch {
    throw refused('statementXml');
  }
  const file = File.safeParse(tree);
  if (!file.success) throw refused('statementKind');
  return file.data.Document.BkToCstmrStmt.Stmt.map(readStatement);
}

function readStatement({ Acct, Bal, Ntry }: z.output<typeof StatementXml>): Statement {
  const account = (Acct.Id.IBAN ?? Acct.Id.Othr?.Id ?? '').replaceAll(/\s/g, '');
  if (!account) throw refused('statementKind');
  const lines = withIds(account, Ntry.flatMap(entryLines));
  const balance = (...codes: string[]) => {
    const found = Bal.find(({ Tp }) => codes.includes(Tp.CdOrPrtry.Cd ?? ''));
    if (!found) return null;
    return found.CdtDbtInd === 'DBIT' ? -minorOf(found.Amt) : minorOf(found.Amt);
  };
  const currency = Acct.Ccy ?? Bal[0]?.Amt['@Ccy'] ?? lines[0]?.currency ?? 'EUR';
  const openingMinor = balance('OPBD', 'PRCD');
  const closingMinor = balance('CLBD');
  const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  if (openingMinor !== null && closingMinor !== null && openingMinor + sum !== closingMinor)
    throw refused('statementSums', {
      difference: amountText(closingMinor - openingMinor - sum, currency),
    });
  return {
    ...{ format: 'camt.053', account, currency },
    ...daysOf(lines),
    ...{ openingMinor, closingMinor, lines },
  };
}
