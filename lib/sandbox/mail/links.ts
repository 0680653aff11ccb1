const entities: Record<string, string> = {
  amp: '&',
  quot: '"',
  '#39': "'",
  '#x27': "'",
  lt: '<',
  gt: '>',
  '#x2F': '/',
};

const decode = (text: string) => text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);

/** The web addresses that a mail's HTML links to, in order, each once. */
export function linksOf(html: string): string[] {
  const hrefs = [...html.matchAll(/<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)];
  const links = hrefs.map((found) => decode(found[1] ?? found[2] ?? '').trim());
  return [...new Set(links.filter((link) => /^https?:\/\//i.test(link)))];
}
