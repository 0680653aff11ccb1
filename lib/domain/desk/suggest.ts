/** An expert as the rule looks at them. `load` counts open requests; the rest counts what they resolved lately. */
export type Candidate = {
  id: string;
  name: string;
  skills: readonly string[];
  load: number;
  capacity: number;
  /** Resolved requests of this customer, and of this category. */
  ofCustomer: number;
  ofCategory: number;
};

/** What is known of a request before anybody has worked on it. */
export type Subject = { category: string; serviceAffected: string; subject: string; description: string };

/** Why somebody stands where they stand: a key of `desk.suggestion.reasons` with its values. */
export type Reason =
  | { kind: 'skill'; skill: string; in: 'category' | 'service' | 'subject' | 'description' }
  | { kind: 'noSkill' }
  | { kind: 'free'; load: number; capacity: number }
  | { kind: 'full'; load: number; capacity: number }
  | { kind: 'customer'; count: number }
  | { kind: 'category'; count: number };

export type Suggestion = { id: string; name: string; score: number; reasons: Reason[] };

/** What each part of the score counts at most: together 100. */
const WEIGHT = { skill: 50, load: 30, customer: 10, category: 10 } as const;

/** How much of the skill's weight a hit is worth: a word in a long description says least. */
const WHERE = { category: 1, service: 1, subject: 0.8, description: 0.5 } as const;
const PLACES = ['category', 'service', 'subject', 'description'] as const;

/** So many resolved requests are experience enough. */
const ENOUGH = 5;

/**
 * Who suits a request, the best first, each with the reasons in words. Skill counts 50, free capacity 30, having
 * worked for this customer and in this category 10 each; who is full stands behind everybody who is not. Equal scores
 * go by load, then by name, so that the same facts give the same order.
 */
export function suggest(about: Subject, candidates: readonly Candidate[]): Suggestion[] {
  const places = placesOf(about);
  return candidates
    .map((candidate) => ({ candidate, ...rate(candidate, places) }))
    .sort(
      (a, b) =>
        Number(isFull(a.candidate)) - Number(isFull(b.candidate)) ||
        b.score - a.score ||
        a.candidate.load - b.candidate.load ||
        a.candidate.name.localeCompare(b.candidate.name),
    )
    .map(({ candidate: { id, name }, score, reasons }) => ({ id, name, score, reasons }));
}

type Place = (typeof PLACES)[number];
type Places = Record<Place, string>;

const placesOf = ({ category, serviceAffected, subject, description }: Subject): Places => ({
  category: words(category),
  service: words(serviceAffected),
  subject: words(subject),
  description: words(description),
});

const isFull = ({ load, capacity }: Candidate) => load >= capacity;

function rate(candidate: Candidate, places: Places): { score: number; reasons: Reason[] } {
  const { load, capacity, ofCustomer, ofCategory } = candidate;
  const hit = bestSkill(candidate.skills, places);
  const free = Math.max(0, 1 - load / Math.max(1, capacity));
  const share = (count: number) => Math.min(count, ENOUGH) / ENOUGH;
  const score =
    (hit ? WEIGHT.skill * WHERE[hit.in] : 0) +
    WEIGHT.load * free +
    WEIGHT.customer * share(ofCustomer) +
    WEIGHT.category * share(ofCategory);
  const reasons: Reason[] = [
    hit ? { kind: 'skill', ...hit } : { kind: 'noSkill' },
    { kind: isFull(candidate) ? 'full' : 'free', load, capacity },
    ...(ofCustomer > 0 ? [{ kind: 'customer' as const, count: ofCustomer }] : []),
    ...(ofCategory > 0 ? [{ kind: 'category' as const, count: ofCategory }] : []),
  ];
  return { score: Math.round(score), reasons };
}

/** The skill that is named in the place that says most; of two in one place the first that the expert noted. */
function bestSkill(skills: readonly string[], places: Places): { skill: string; in: Place } | null {
  for (const place of PLACES) {
    const skill = skills.find((name) => names(places[place], name));
    if (skill !== undefined) return { skill, in: place };
  }
  return null;
}

/** A skill is found as whole words: «go» is not in «ago», «next.js» is in «our Next.js shop». */
function names(text: string, skill: string): boolean {
  const wanted = words(skill).trim();
  return wanted !== '' && text.includes(` ${wanted} `);
}

/** Lower case words with one space around each; accents and Arabic vowel marks make no difference. */
const words = (text: string): string =>
  ` ${text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}+#]+/u)
    .filter(Boolean)
    .join(' ')} `;
