import { AppError } from '@/lib/core/errors';
import { readBytes } from './read-bytes';

/** What a message, a draft or a filing may have at most: their words are bounded, files come another way. */
const MOST_BYTES = 512 * 1024;

/** The JSON object of a request, for the verb's own schema to judge. Errors: `invalid` `malformed`; `too_large`. */
export async function readBody<Input>(request: Request): Promise<Input> {
  const text = Buffer.from(await readBytes(request, MOST_BYTES)).toString('utf8');
  const body = jsonOf(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('invalid', 'malformed');
  return body as Input;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
