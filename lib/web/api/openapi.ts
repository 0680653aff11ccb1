import { type z } from 'zod';
import { env } from '@/lib/core/env';
import { lazy } from '@/lib/core/lazy';
import { version } from '@/lib/core/version';
import { type ApiCall, groups } from './call';
import { type ApiCode, bodyCodes, codes, commonCodes, keyCodes } from './codes';
import { PREFIX } from './match';
import { routes } from './routes';
import { type JsonSchema, ProblemSchema, schemaOf } from './schema-json';
import { words } from './words';

type Parameter = {
  name: string;
  in: 'query' | 'path' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
};
type Media = Record<string, { schema: JsonSchema; example?: unknown }>;
type Answer = { description: string; headers?: Record<string, object>; content?: Media };

export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  'x-scope': string;
  'x-codes': ApiCode[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Media };
  responses: Record<string, Answer>;
};

export type OpenApi = {
  openapi: '3.1.0';
  info: object;
  servers: object[];
  tags: { name: string; description?: string }[];
  security: object[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object };
};

const problemRef = { $ref: '#/components/schemas/Problem' };

const RATE_HEADERS = Object.fromEntries(
  ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'].map((name) => [
    name,
    { description: words(`api.headers.${name}`), schema: { type: 'integer' } },
  ]),
);

const readsKey = (call: ApiCall) => call.method === 'POST' && call.idempotency !== 'own';

/** Every code that a call may answer with. */
export function codesOf(call: ApiCall): ApiCode[] {
  const body = call.method === 'POST' ? bodyCodes : [];
  const missing = call.idempotency === 'required' ? (['missing_idempotency_key'] as const) : [];
  const key = readsKey(call) ? keyCodes : [];
  return [...new Set([...call.errors, ...missing, ...body, ...key, ...commonCodes])];
}

function refusalsOf(call: ApiCall): Record<string, Answer> {
  const byStatus: Record<string, Answer> = {};
  for (const code of codesOf(call)) {
    const status = String(codes[code]);
    const known = byStatus[status]?.description;
    byStatus[status] = {
      description: known ? `${known}, \`${code}\`` : `\`${code}\``,
      content: { 'application/problem+json': { schema: problemRef } },
    };
  }
  return byStatus;
}

const parametersOf = (schema: z.ZodObject | undefined, where: 'query' | 'path'): Parameter[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input');
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    ...{ name, in: where, required: where === 'path' || required.includes(name) },
    ...{ description: description ?? words(`api.fields.${name}`), schema: property },
  }));
};

const customer = (): JsonSchema => ({ type: 'string', maxLength: 200 });
const customerParameter = (): Parameter => ({
  ...{ name: 'customer', in: 'query', required: false },
  ...{ description: words('api.fields.customer'), schema: customer() },
});
const keyParameter = (call: ApiCall): Parameter => ({
  ...{ name: 'Idempotency-Key', in: 'header', required: call.idempotency === 'required' },
  description: words('api.fields.idempotencyKey'),
  schema: { type: 'string', minLength: 1, maxLength: 200 },
});

function bodyOf(call: ApiCall): Operation['requestBody'] {
  if (call.method !== 'POST') return undefined;
  const schema = call.body ? schemaOf(call.body, 'input') : { type: 'object', properties: {} };
  const properties = {
    ...schema.properties,
    customer: { ...customer(), description: words('api.fields.customer') },
  };
  return {
    required: Boolean(schema.required?.length),
    content: {
      'application/json': {
        schema: { ...schema, properties, additionalProperties: false },
        example: call.example.body ?? {},
      },
    },
  };
}

function operationOf(call: ApiCall): Operation {
  return {
    operationId: call.name,
    tags: [call.group],
    summary: words(`api.calls.${call.name}.summary`) ?? call.name,
    description: words(`api.calls.${call.name}.description`),
    'x-scope': call.scope,
    'x-codes': codesOf(call),
    parameters: [
      ...parametersOf(call.params, 'path'),
      ...parametersOf(call.query, 'query'),
      ...(readsKey(call) ? [keyParameter(call)] : []),
      customerParameter(),
    ],
    requestBody: bodyOf(call),
    responses: {
      [call.status]: {
        description: words(`api.calls.${call.name}.answer`) ?? words('api.answered') ?? '',
        headers: RATE_HEADERS,
        content: {
          'application/json': {
            schema: { $ref: `#/components/schemas/${call.answer.name}` },
            example: call.example.answer,
          },
          ...Object.fromEntries(
            Object.keys(call.files ?? {}).map((type) => [
              type,
              { schema: { type: 'string', format: 'binary' } },
            ]),
          ),
        },
      },
      ...refusalsOf(call),
    },
  };
}

/** The document of a route table: OpenAPI 3.1, from the same schemas that the calls parse with. */
export function openApiOf(table: readonly ApiCall[]): OpenApi {
  const paths: OpenApi['paths'] = {};
  const schemas: Record<string, JsonSchema> = { Problem: schemaOf(ProblemSchema, 'output') };
  for (const call of table) {
    (paths[call.path] ??= {})[call.method.toLowerCase()] = operationOf(call);
    schemas[call.answer.name] = schemaOf(call.answer.schema, 'output');
  }
  return {
    openapi: '3.1.0',
    info: { title: words('api.title'), version, description: words('api.description') },
    servers: [{ url: `${env.APP_URL}${PREFIX}` }],
    tags: groups.map((name) => ({ name, description: words(`api.groups.${name}.title`) })),
    security: [{ key: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: words('api.bearer') } },
    },
  };
}

/** The document of this deployment, made at its first use. */
export const openApi: OpenApi = lazy(() => openApiOf(routes));

let text: string | undefined;
export const openApiText = () => (text ??= JSON.stringify(openApiOf(routes)));
