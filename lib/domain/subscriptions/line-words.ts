import { createTranslator } from 'use-intl/core';
import type { Tx } from '@/lib/core/db';
import en from '@/messages/en/documents.json';

// Invoices are written in English alone so far, as documents are.
const t = createTranslator({ locale: 'en', messages: en });

/** What is charged for a change: the tier that it led to, and from which one. */
export const changeWords = (from: string | null, to: string): string =>
  from === null || from === to ? to : t('line.change', { from, to });

/** What was paid for before and is given back, since it is not used. */
export const unusedWords = (tier: string): string => t('line.unused', { tier });

type Line = { amountMinor: bigint; tierCode: string | null; isProration: boolean };

/** The names that the catalogue has for tiers, by code. */
export async function tierNames(tx: Tx, lines: readonly Line[]): Promise<Map<string, string>> {
  const codes = new Set(lines.flatMap(({ tierCode }) => tierCode ?? []));
  const tiers = await tx.tier.findMany({
    where: { code: { in: [...codes] } },
    select: { code: true, name: true },
  });
  return new Map(tiers.map(({ code, name }) => [code, name]));
}

/**
 * Lines of an invoice of the provider's with what each is in our words, whatever the provider calls it: what is charged
 * first, what is given back after it. The tier that was agreed keeps its name, whatever the catalogue calls it since; it
 * stands for one that the catalogue has no more, too.
 */
export function inOurWords<L extends Line>(
  names: ReadonlyMap<string, string>,
  lines: readonly L[],
  agreed: { tierCode: string; tierName: string },
): (L & { words: string })[] {
  const nameOf = ({ tierCode }: L) =>
    tierCode === agreed.tierCode ? agreed.tierName : (names.get(tierCode ?? '') ?? agreed.tierName);
  const [given, charged] = [
    lines.filter(({ amountMinor }) => amountMinor < 0n),
    lines.filter(({ amountMinor }) => amountMinor >= 0n),
  ];
  const before = given[0] ? nameOf(given[0]) : null;
  return [
    ...charged.map((line) => ({
      ...line,
      words: line.isProration || given.length > 0 ? changeWords(before, nameOf(line)) : nameOf(line),
    })),
    ...given.map((line) => ({ ...line, words: unusedWords(nameOf(line)) })),
  ];
}
