import { AppError, notFound, parse } from '@/lib/core/errors';
import type { ApiCall } from './call';

const PRINTABLE = /^[\x20-\x7e]{1,200}$/;
const SHOWN = { fields: 20, characters: 80 };

/** What a call is given besides its caller. Names that it does not know are refused. */
export function readGiven(
  request: Request,
  call: ApiCall,
  given: { params: Record<string, string>; query: Record<string, string>; body: Record<string, unknown> },
): Omit<Parameters<ApiCall['run']>[1], 'customers'> {
  // A misspelt `onInsufficient` must not pass for an absent one.
  refuseUnknown(given.query, call.query?.shape);
  refuseUnknown(given.body, call.body?.shape);
  return {
    params: readParams(call, given.params),
    query: call.query ? parse(call.query, given.query) : {},
    body: given.body,
    idempotencyKey: readKey(request, call),
  };
}

/** An id of the wrong shape is as unknown as one of another organisation. */
function readParams(call: ApiCall, params: Record<string, string>): object {
  if (!call.params) return {};
  const result = call.params.safeParse(params);
  if (!result.success) throw notFound();
  return result.data;
}

/** Refuses names that are not in the shape. */
export function refuseUnknown(given: object, shape: object = {}): void {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(shape, name));
  if (unknown.length === 0) return;
  const named = unknown
    .slice(0, SHOWN.fields)
    .map((name) => [name.slice(0, SHOWN.characters), 'unknownField']);
  throw new AppError('invalid', 'invalidInput', {
    fields: Object.fromEntries(named) as Record<string, string>,
  });
}

function readKey(request: Request, call: ApiCall): string | undefined {
  if (call.method === 'GET' || call.idempotency === 'own') return undefined;
  const key = request.headers.get('idempotency-key');
  if (key === null && call.idempotency !== 'required') return undefined;
  if (key === null) throw new AppError('invalid', 'missingIdempotencyKey');
  if (!PRINTABLE.test(key)) throw new AppError('invalid', 'invalidIdempotencyKey');
  return key;
}
