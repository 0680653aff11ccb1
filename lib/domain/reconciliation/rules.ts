import type { MatchKindName } from './schema';

type Kind = 'payment' | 'refund' | 'dispute' | 'payout' | 'fee' | 'other';

/**
 * A movement of ours: a payment that came (above zero), a refund or a dispute that went (below); what a provider kept by
 * itself or paid out is no customer's.
 */
export type Ours = {
  kind: Kind;
  organisationId: string | null;
  subjectId: string | null;
  /** By which names the other side may know it. */
  keys: string[];
  /** Words that many have in common: they name it only together with its very amount. */
  words?: string[];
  amountMinor: bigint;
  currency: string;
  at: Date;
  text: string;
  /** False while we hold that no money moved: then it can only explain a line of the other side. */
  isSettled: boolean;
};

/** A movement as the other side tells it. `finds`: true when one of our keys stands somewhere in `text`, not as the key itself. */
export type Theirs = {
  kind: Kind;
  id: string;
  key: string | null;
  /** The payment that it belongs to, by the names that we may know it by. */
  belongsTo?: string[];
  amountMinor: bigint;
  currency: string;
  at: Date;
  text: string;
};

export type Item = {
  kind: MatchKindName;
  ours: Ours | null;
  theirs: Theirs | null;
};

export type Span = { start: Date; end: Date };
const within = (at: Date, { start, end }: Span) => at >= start && at < end;

/** Letters and figures alone: people write references with blanks, dashes and in any case. */
export const plainReference = (text: string): string => text.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');

/** Too short a reference is found in anything. */
const SHORTEST = 6;

type Written = { reference: string; isWord: boolean; ours: Ours };
type Index = { byKey: Map<string, Ours[]>; written: Written[] };

function indexOf(ours: readonly Ours[], isWritten: boolean): Index {
  const byKey = new Map<string, Ours[]>();
  for (const one of ours)
    for (const key of one.keys) {
      const name = `${one.kind} ${key}`;
      byKey.set(name, [...(byKey.get(name) ?? []), one]);
    }
  return { byKey, written: isWritten ? ours.flatMap(writtenOf) : [] };
}

const writtenOf = (ours: Ours): Written[] =>
  [
    ...ours.keys.map((key) => [key, false] as const),
    ...(ours.words ?? []).map((word) => [word, true] as const),
  ]
    .map(([name, isWord]) => ({ reference: plainReference(name), isWord, ours }))
    .filter(({ reference }) => reference.length >= SHORTEST);

/** Those of ours that the other side may mean, the one of the same amount first. */
function candidates(index: Index, theirs: Theirs, used: ReadonlySet<Ours>): Ours[] {
  const named = theirs.key ? (index.byKey.get(`${theirs.kind} ${theirs.key}`) ?? []) : [];
  const text = plainReference(theirs.text);
  const isSame = (one: Ours) => one.amountMinor === theirs.amountMinor && one.currency === theirs.currency;
  const written = index.written
    .filter(({ reference, ours }) => ours.kind === theirs.kind && text.includes(reference))
    .filter(({ isWord, ours }) => !isWord || isSame(ours))
    .map(({ ours }) => ours);
  const rank = (one: Ours) => (one.isSettled ? 0 : 2) + (isSame(one) ? 0 : 1);
  return [...new Set([...named, ...written])]
    .filter((one) => !used.has(one))
    .toSorted((a, b) => rank(a) - rank(b));
}

/**
 * Compares what we hold with what the other side tells. Both lists reach over the ends of `span` by some days, because the two
 * sides date things differently; only what lies inside it for one of them is told. `isWritten`: our references are looked for
 * in the other side's text. Each movement is used once. Nothing is guessed from an amount alone.
 */
export function matchUp(
  ours: readonly Ours[],
  theirs: readonly Theirs[],
  span: Span,
  isWritten = false,
): Item[] {
  const index = indexOf(ours, isWritten);
  const used = new Set<Ours>();
  const items: Item[] = [];
  for (const their of theirs) {
    const [found] = candidates(index, their, used);
    if (found?.isSettled) {
      used.add(found);
      const isSame = found.amountMinor === their.amountMinor && found.currency === their.currency;
      if (within(their.at, span) || within(found.at, span))
        items.push({ kind: isSame ? 'matched' : 'differs', ours: found, theirs: their });
    } else if (within(their.at, span))
      items.push({ kind: 'missing_here', ours: found ?? null, theirs: their });
  }
  for (const one of ours)
    if (one.isSettled && !used.has(one) && within(one.at, span))
      items.push({ kind: 'missing_there', ours: one, theirs: null });
  return items;
}
