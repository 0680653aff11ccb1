import { z } from 'zod';
import { words } from './words';

/** As much of JSON Schema (2020-12) as our schemas come to. */
export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
};

// A date's pattern is longer than everything else together, and its format says the same.
const tidy: NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override'] = ({ jsonSchema }) => {
  if (jsonSchema.format) delete jsonSchema.pattern;
  if (jsonSchema.propertyNames) delete jsonSchema.propertyNames;
  for (const [name, property] of Object.entries(jsonSchema.properties ?? {}))
    if (typeof property === 'object') property.description ??= words(`api.fields.${name}`);
};

/** A schema as JSON Schema: `input` is what a caller sends, `output` what the call answers. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: tidy });
  const { $schema: _, ...plain } = made as { $schema?: string } & JsonSchema;
  return plain;
}

const text = { type: 'string' };

/** RFC 9457 with our own members; problem-details.ts makes it. */
export const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    type: { ...text, format: 'uri', description: words('api.problem.type') },
    title: text,
    status: { type: 'integer' },
    code: { ...text, description: words('api.problem.code') },
    detail: { ...text, description: words('api.problem.detail') },
    fields: {
      type: 'object',
      description: words('api.problem.fields'),
      additionalProperties: {
        type: 'object',
        properties: { code: text, message: text },
        required: ['code', 'message'],
      },
    },
    requestId: { ...text, description: words('api.problem.requestId') },
    cost: text,
    available: text,
    shortfall: text,
    checkoutUrl: { ...text, format: 'uri', description: words('api.problem.checkoutUrl') },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  additionalProperties: false,
};
