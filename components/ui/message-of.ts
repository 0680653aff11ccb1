import { type FieldErrors, get } from 'react-hook-form';

/** What is wrong with a field, or with the first wrong member of a list or group; undefined: nothing. */
export const messageOf = (errors: FieldErrors, name: string): string | undefined =>
  firstMessage(get(errors, name));

function firstMessage(found: unknown): string | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  if ('message' in found && typeof found.message === 'string') return found.message;
  for (const [key, inner] of Object.entries(found)) {
    // Beside a message stands its control, which is not looked into.
    const message = key === 'ref' ? undefined : firstMessage(inner);
    if (message !== undefined) return message;
  }
  return undefined;
}
