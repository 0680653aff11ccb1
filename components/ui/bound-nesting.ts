/**
 * Markdown in which one line opens no more than a dozen quotes and lists inside each other: what opens more begins with a
 * backslash and is words. A parser needs the square of the depth, and its renderer a stack: 5,000 × `>` would stop the
 * whole process for everybody.
 */
export const boundNesting = (text: string): string =>
  text.replaceAll(/^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])[ \t]?){12,}/gm, (run) => `\\${run}`);
