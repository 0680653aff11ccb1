import { AppError } from '@/lib/core/errors';
import errors from '@/messages/en/errors.json';

type Values = Record<string, string | number>;

const filled = (words: string, values: Values = {}) =>
  words.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** `tooShort?min=10` in the words of the catalogue. */
function fieldMessage(key: string): string {
  const [name = '', query] = key.split('?');
  const words: Record<string, string> = errors.field;
  return filled(words[name] ?? key, Object.fromEntries(new URLSearchParams(query)));
}

/** A refusal in words for whoever sits at the terminal: each wrong option in a line. `optionOf` names a field. */
export function explain(error: unknown, optionOf: (field: string) => string = (field) => field): string {
  if (!(error instanceof AppError)) return error instanceof Error ? error.message : String(error);
  const lines = Object.entries(error.fields ?? {}).map(
    ([field, key]) => `  --${optionOf(field)}: ${fieldMessage(key)}`,
  );
  const said: Record<string, unknown> = errors;
  const reason = said[error.reason];
  return [typeof reason === 'string' ? filled(reason, error.values) : error.message, ...lines].join('\n');
}
