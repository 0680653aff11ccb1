const LINES = 20;
const CHARACTERS = 1_500;

/** Words as a Markdown quotation under the name of who wrote them; long ones are cut. */
export function quoteOf(words: string, heading: string): string {
  const all = words.trim().split('\n');
  const cut: string[] = [];
  let left = CHARACTERS;
  for (const line of all.slice(0, LINES)) {
    if (left <= 0) break;
    const kept = line.slice(0, left).toWellFormed();
    left -= line.length;
    cut.push(kept);
  }
  const isCut = all.length > cut.length || left < 0;
  return [heading, ...cut, ...(isCut ? ['…'] : [])].map((line) => `> ${line}`.trimEnd()).join('\n');
}

/** What is marked within an element, or nothing. */
export function markedIn(element: Element | null): string {
  const selection = window.getSelection();
  if (!element || !selection || selection.isCollapsed) return '';
  const { anchorNode, focusNode } = selection;
  return element.contains(anchorNode) && element.contains(focusNode) ? selection.toString().trim() : '';
}
