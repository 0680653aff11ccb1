/**
 * What React sends as the arguments of a server action: JSON in which a string that begins with `$` is a token of its
 * own. Our forms send plain values; the tokens that refer to further parts of the body make Next answer 500 when the
 * part is not there, so they are refused before.
 */
const TOKEN = /^\$(?:\$|undefined$|NaN$|-?Infinity$|-0$|T$|T:|D\d{4}-|n-?\d{1,300}$)/;
const FORM = /^\$K\d+$/;

function isPlain(value: unknown, hasForm: boolean): boolean {
  if (typeof value === 'string')
    return !value.startsWith('$') || TOKEN.test(value) || (hasForm && FORM.test(value));
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, part]) => key !== '__proto__' && isPlain(part, hasForm));
}

function isArguments(text: unknown, hasForm: boolean): boolean {
  if (typeof text !== 'string') return false;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && isPlain(value, hasForm);
  } catch {
    return false;
  }
}

/** False for a post to a page whose body no browser of ours has written. Reads the body: give it a clone. */
export async function isReadable(request: Request): Promise<boolean> {
  const isAction = request.headers.has('next-action');
  const isForm =
    request.headers.get('content-type')?.toLowerCase().startsWith('multipart/form-data') ?? false;
  if (!isForm) return !isAction || isArguments(await request.text(), false);
  try {
    const form = await request.formData();
    return !isAction || isArguments(form.get('0'), true);
  } catch {
    return false;
  }
}
