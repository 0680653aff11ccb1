import { z } from 'zod';
import { type ApiCode, codes } from './codes';
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
  const { properties = {} } = jsonSchema;
  // A copy: fields that share one Zod schema share its JSON too, and would all have the first one's words.
  for (const [name, property] of Object.entries(properties)) {
    const description = words(`api.fields.${name}`);
    if (typeof property === 'object' && description) properties[name] = { description, ...property };
  }
};

/** A schema as JSON Schema: `input` is what a caller sends, `output` what the call answers. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: tidy });
  const { $schema: _, $defs: __, ...plain } = made;
  // Only «any JSON at all» refers to itself; in the document that is the schema that takes everything.
  const text = JSON.stringify(plain).replaceAll(/\{"\$ref":"#\/\$defs\/[^"]+"\}/g, '{}');
  return JSON.parse(text, (name, value: unknown) =>
    name === 'anyOf' ? sayable(value) : value,
  ) as JsonSchema;
}

/** Not-a-number and the infinities are taken in only to be refused: JSON has no word for them. */
function sayable(parts: unknown): unknown {
  const hasWord = (part: object) => Object.keys(part).length > 0 && (part as JsonSchema).const !== null;
  return (parts as object[]).filter(hasWord);
}

/** RFC 9457 with our own members; problem-details.ts makes it. */
export const ProblemSchema = z.object({
  type: z.url().describe(words('api.problem.type') ?? ''),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(codes) as [ApiCode, ...ApiCode[]]).describe(words('api.problem.code') ?? ''),
  detail: z.string().describe(words('api.problem.detail') ?? ''),
  fields: z
    .record(z.string(), z.object({ code: z.string(), message: z.string() }))
    .optional()
    .describe(words('api.problem.fields') ?? ''),
  requestId: z.string().describe(words('api.problem.requestId') ?? ''),
  cost: z.string().optional(),
  available: z.string().optional(),
  shortfall: z.string().optional(),
  checkoutUrl: z
    .url()
    .optional()
    .describe(words('api.problem.checkoutUrl') ?? ''),
});
export type Problem = z.output<typeof ProblemSchema>;
