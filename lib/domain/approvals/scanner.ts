/** What is known of somebody who opened a link. */
export type ViewFacts = {
  method: string;
  userAgent: string;
  /** The `Sec-Fetch-…` and `Accept-Language` headers as they came. */
  fetchMode: string | null;
  fetchUser: string | null;
  purpose: string | null;
  language: string | null;
  /** Since the mail was written. */
  sinceAskedMs: number;
};

const PROGRAM =
  /bot|crawl|spider|preview|scan|headless|phantom|curl|wget|python|java\/|go-http|safelinks|barracuda|proofpoint|mimecast|trend ?micro|symantec|sophos/i;
/** Mail gateways open links as a mail comes in; people have to read it first. */
const AT_ONCE_MS = 10_000;

/**
 * A guess whether a person opened the link, by what browsers say of a click (Fetch Metadata) and what scanners of mail
 * gateways are known to do. It is recorded beside the view and decides nothing.
 */
export function seemsPerson(facts: ViewFacts): boolean {
  return (
    facts.method === 'GET' &&
    facts.fetchMode === 'navigate' &&
    facts.fetchUser === '?1' &&
    facts.purpose === null &&
    Boolean(facts.language) &&
    facts.userAgent !== '' &&
    !PROGRAM.test(facts.userAgent) &&
    facts.sinceAskedMs >= AT_ONCE_MS
  );
}
