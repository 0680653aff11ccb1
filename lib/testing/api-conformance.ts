import { type Schema, Validator } from '@cfworker/json-schema';
import { type Operation, openApi } from '@/lib/web/api/openapi';
import { compile } from '@/lib/web/api/match';
import { routes } from '@/lib/web/api/routes';
import { type ApiAnswer, callApi } from './api';

const match = compile(routes);
const validators = new Map<string, Validator>();

/** Checks a value against a schema of the document, references to its components included; answers what is wrong. */
function faultsOf(schema: object, value: unknown): string[] {
  const key = JSON.stringify(schema);
  const known =
    validators.get(key) ??
    new Validator({ ...schema, components: openApi.components } as Schema, '2020-12', false);
  validators.set(key, known);
  return known
    .validate(value)
    .errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`)
    .slice(0, 5);
}

/** What was asked of each call, by the status of its answer. */
export const exercised = new Map<string, Set<number>>();

function operationOf(method: string, path: string): Operation | undefined {
  const found = match(method, path.split('?')[0] ?? '');
  if (!found || !('call' in found)) return undefined;
  return openApi.paths[found.call.path]?.[found.call.method.toLowerCase()];
}

/**
 * Asks like `callApi`, and throws when the answer is not what the document says of it: an undocumented status or code, a
 * body that does not fit its schema, a header that is missing.
 */
export async function askAsDocumented(
  method: string,
  path: string,
  sent: Parameters<typeof callApi>[2] = {},
): Promise<ApiAnswer> {
  const answer = await callApi(method, path, sent);
  const operation = operationOf(method, path);
  const faults = operation ? faultsIn(operation, answer) : ['the call is not in the document'];
  if (faults.length > 0)
    throw new Error(`${method} ${path} → ${answer.status} ${answer.text}\n${faults.join('\n')}`);
  const seen = exercised.get(operation?.operationId ?? '') ?? new Set();
  exercised.set(operation?.operationId ?? '', seen.add(answer.status));
  return answer;
}

function faultsIn(operation: Operation, { status, headers, body }: ApiAnswer): string[] {
  const documented = operation.responses[String(status)];
  if (!documented) return [`status ${status} is not documented`];
  const type = headers.get('content-type') ?? '';
  const media = documented.content?.[type];
  if (!media) return [`${type} is not documented for ${status}`];
  const faults = faultsOf(media.schema, body);
  const { code, requestId } = body as { code?: string; requestId?: string };
  if (type === 'application/problem+json') {
    if (!operation['x-codes'].some((known) => known === code)) faults.push(`code ${code} is not documented`);
    if (requestId !== headers.get('x-request-id')) faults.push('the request id is not that of the header');
  }
  const isCounted =
    status !== 401 && code !== 'app_disabled' && code !== 'key_address' && code !== 'unavailable';
  for (const name of isCounted ? Object.keys(documented.headers ?? {}) : [])
    if (!headers.has(name)) faults.push(`header ${name} is missing`);
  if (headers.get('cache-control') !== 'no-store') faults.push('the answer may be stored');
  return faults;
}
