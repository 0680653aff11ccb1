import { env } from '@/lib/core/env';
import { type ApiCall, groups } from './call';
import { type ApiCode, codes } from './codes';
import { type Operation, openApi } from './openapi';
import { PREFIX } from './match';
import { routes } from './routes';
import type { JsonSchema } from './schema-json';
import { words } from './words';

/** A field as the reference shows it; `path` is dotted, `[]` stands for each item of a list. */
export type FieldRow = { path: string; type: string; required: boolean; description: string };

export type CallReference = {
  name: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  scope: string;
  needsKey: boolean;
  parameters: FieldRow[];
  body: FieldRow[];
  answer: FieldRow[];
  codes: string[];
  status: number;
  request: string;
  response: string;
};

export type CodeReference = { code: string; status: number; title: string; fix: string };
export type Reference = {
  server: string;
  groups: { name: string; title: string; calls: CallReference[] }[];
  codes: CodeReference[];
};

const MAX_DEPTH = 3;

function resolve(schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.split('/').at(-1);
  return name ? (openApi.components.schemas[name] ?? {}) : schema;
}

/** A schema's kind in few words: `string`, `number or string`, `"refuse" or "owe"`, `list of objects`. */
function typeOf(given: JsonSchema): string {
  const schema = resolve(given);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(', ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const parts = schema.anyOf ?? [];
  if (parts.length > 0) return [...new Set(parts.map(typeOf))].filter((kind) => kind !== 'any').join(' or ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  const kind = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any');
  return schema.format ? `${kind} (${schema.format})` : kind;
}

/** The schemas whose properties a reader has to know: of an object, of a list's items, of each alternative. */
function inner(given: JsonSchema, path: string): [JsonSchema, string][] {
  const schema = resolve(given);
  if (schema.properties) return [[schema, path]];
  if (schema.items) return inner(schema.items, `${path}[]`);
  return (schema.anyOf ?? []).flatMap((part) => inner(part, path));
}

/** Where alternatives have a field of the same name, it is one row of both kinds. */
function rowsOf(given: JsonSchema): FieldRow[] {
  const rows = new Map<string, FieldRow>();
  for (const row of allRows(given, '', 0)) {
    const known = rows.get(row.path);
    if (known && !known.type.includes(row.type)) known.type += ` or ${row.type}`;
    if (!known) rows.set(row.path, row);
  }
  return [...rows.values()];
}

function allRows(given: JsonSchema, path: string, depth: number): FieldRow[] {
  return inner(given, path).flatMap(([{ properties = {}, required = [] }, at]) =>
    Object.entries(properties).flatMap(([name, property]) => {
      const own = at ? `${at}.${name}` : name;
      const row = {
        path: own,
        type: typeOf(property),
        required: required.includes(name),
        description: property.description ?? '',
      };
      // A problem inside an answer is explained once, with the codes.
      const isKnown = property.$ref !== undefined || name === 'error';
      return [row, ...(depth < MAX_DEPTH && !isKnown ? allRows(property, own, depth + 1) : [])];
    }),
  );
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

/** The call as one types it into a terminal. */
function curlOf(call: ApiCall): string {
  const values = (call.example.params ?? {}) as Record<string, string>;
  const path = call.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);
  const query = new URLSearchParams((call.example.query ?? {}) as Record<string, string>).toString();
  const address = `${env.APP_URL}${PREFIX}${path}${query && `?${query}`}`;
  const lines = [
    `curl ${call.method === 'POST' ? '-X POST ' : ''}'${address}'`,
    `-H 'Authorization: Bearer md_live_…'`,
  ];
  if (call.idempotency === 'required') lines.push(`-H 'Idempotency-Key: run-88'`);
  if (call.example.body)
    lines.push(`-H 'Content-Type: application/json'`, `-d '${pretty(call.example.body)}'`);
  return lines.join(' \\\n  ');
}

function referenceOfCall(call: ApiCall, operation: Operation): CallReference {
  const body = operation.requestBody?.content['application/json']?.schema;
  return {
    ...{ name: call.name, method: call.method, path: call.path, scope: call.scope, status: call.status },
    summary: operation.summary,
    description: operation.description ?? '',
    needsKey: call.idempotency === 'required',
    parameters: (operation.parameters ?? [])
      .filter((one) => one.in !== 'header' && one.name !== 'customer')
      .map(({ name, schema, required, description = '' }) => ({
        path: name,
        type: typeOf(schema),
        required,
        description,
      })),
    body: body ? rowsOf(body).filter(({ path }) => path !== 'customer') : [],
    answer: rowsOf({ $ref: `#/components/schemas/${call.answer.name}` }),
    codes: [...call.errors, ...(call.idempotency === 'required' ? ['missing_idempotency_key'] : [])],
    request: curlOf(call),
    response: pretty(call.example.answer),
  };
}

/** Everything that the reference page shows, from the document and the table behind it. */
export function reference(): Reference {
  const all = routes.flatMap((call) => {
    const operation = openApi.paths[call.path]?.[call.method.toLowerCase()];
    return operation ? [{ group: call.group, call: referenceOfCall(call, operation) }] : [];
  });
  return {
    server: `${env.APP_URL}${PREFIX}`,
    groups: groups.map((name) => ({
      name,
      title: words(`api.groups.${name}.title`) ?? name,
      calls: all.filter(({ group }) => group === name).map(({ call }) => call),
    })),
    codes: (Object.keys(codes) as ApiCode[]).map((code) => ({
      code,
      status: codes[code],
      title: words(`api.codes.${code}.title`) ?? code,
      fix: words(`api.codes.${code}.fix`) ?? '',
    })),
  };
}
