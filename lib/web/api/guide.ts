import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The guide as it stands in docs/api-guide.md, without its title, which the page has. */
export async function readGuide(): Promise<string> {
  const text = await readFile(path.join(process.cwd(), 'docs/api-guide.md'), 'utf8');
  return text.replace(/^# .+\n/, '');
}
