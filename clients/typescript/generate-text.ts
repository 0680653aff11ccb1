import type { OpenApi, Operation } from '@/lib/web/api/openapi';
import type { JsonSchema } from '@/lib/web/api/schema-json';

const nameOf = (ref: string) => ref.split('/').at(-1) ?? '';
const quoted = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const union = (parts: string[]) => [...new Set(parts)].join(' | ') || 'unknown';

const PLAIN: Record<string, string> = {
  ...{ string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' },
  ...{ object: 'Record<string, unknown>', array: 'unknown[]' },
};

/** A schema as a type of TypeScript. */
function typeOf(schema: JsonSchema): string {
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf) return union(schema.anyOf.map(typeOf));
  if (schema.items) return `Array<${typeOf(schema.items)}>`;
  if (schema.properties) return objectOf(schema);
  if (typeof schema.additionalProperties === 'object')
    return `Record<string, ${typeOf(schema.additionalProperties)}>`;
  const kinds = Array.isArray(schema.type) ? schema.type : schema.type ? [schema.type] : [];
  return union(kinds.map((kind) => PLAIN[kind] ?? 'unknown'));
}

const comment = (text: string | undefined) => (text ? `/** ${text.replaceAll('*/', '* /')} */\n` : '');

function objectOf({ properties = {}, required = [] }: JsonSchema): string {
  const lines = Object.entries(properties).map(
    ([name, property]) =>
      `${comment(property.description)}${quoted(name)}${required.includes(name) ? '' : '?'}: ${typeOf(property)};`,
  );
  return `{\n${lines.join('\n')}\n}`;
}

const capital = (name: string) => name[0]?.toUpperCase() + name.slice(1);

type Found = { method: string; path: string; operation: Operation };

/** The parts of one call: its row in the table, its types, its signature. */
function callOf({ method, path, operation }: Found) {
  const { operationId: name, parameters = [], requestBody } = operation;
  const params = parameters.filter((one) => one.in === 'path').map((one) => one.name);
  const query = parameters.filter((one) => one.in === 'query' && one.name !== 'customer');
  const body = requestBody?.content['application/json']?.schema;
  const { customer: _, ...properties } = body?.properties ?? {};
  const answer = Object.values(operation.responses)
    .map(({ content }) => content?.['application/json']?.schema.$ref)
    .find(Boolean);
  const hasBody = Object.keys(properties).length > 0;
  const input = hasBody || query.length > 0 ? `${capital(name)}Input` : null;
  const querySchema: JsonSchema = {
    properties: Object.fromEntries(
      query.map((one) => [one.name, { ...one.schema, description: one.description }]),
    ),
    required: query.filter((one) => one.required).map((one) => one.name),
  };
  const isOptional = hasBody ? !requestBody?.required : querySchema.required?.length === 0;
  const given = [
    ...params.map((param) => `${param}: string`),
    ...(input ? [`input${isOptional ? '?' : ''}: ${input}`] : []),
    'options?: CallOptions',
  ];
  const about = [operation.summary, operation.description].filter(Boolean).join('. ');
  return {
    row: `${name}: { method: '${method}', path: '${path}', params: ${JSON.stringify(params)}, input: ${input !== null} },`,
    type:
      input &&
      `export type ${input} = ${hasBody ? objectOf({ ...body, properties }) : objectOf(querySchema)};\n`,
    signature: `${comment(about)}${name}(${given.join(', ')}): Promise<${nameOf(answer ?? 'unknown')}>;`,
  };
}

/** The generated part of the client, before it is formatted: types, the table of calls, their signatures. */
export function clientText(document: OpenApi): string {
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      callOf({ method: method.toUpperCase(), path, operation }),
    ),
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};\n`,
  );
  return [
    '// Made from the OpenAPI document by `npm run api:client`; a test fails when it is stale. Not to be edited.',
    "import type { CallOptions } from './options.js';\n",
    ...schemas,
    "/** Every code that a problem may carry. */\nexport type Code = Problem['code'];\n",
    ...calls.flatMap(({ type }) => type ?? []),
    `/** Where each call goes. */\nexport const calls = {\n${calls.map(({ row }) => row).join('\n')}\n} as const;\n`,
    `export interface Api {\n${calls.map(({ signature }) => signature).join('\n\n')}\n}\n`,
  ].join('\n');
}
