const LONGEST = 600;

/**
 * An error as staff may read it: its first lines, without addresses, e-mail addresses and long tokens, which would
 * open accounts or name people.
 */
export function cleanError(error: string): string {
  const [head = ''] = error.split(/\n\s+at /);
  return head
    .replace(/\b[a-z][a-z+.-]*:\/\/\S+/gi, '[address]')
    .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '[e-mail]')
    .replace(/[\w-]{40,}/g, '[cut]')
    .slice(0, LONGEST)
    .trim();
}
