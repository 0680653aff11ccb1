import { json, type Reply } from '../http';

interface FaultBody {
  type: 'invalid_request_error' | 'idempotency_error' | 'api_error' | 'card_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  payment_intent?: unknown;
}

/** An error in Stripe's own shape; the SDK picks its class from status and type. */
export class StripeFault extends Error {
  constructor(
    readonly status: number,
    readonly fault: FaultBody,
  ) {
    super(fault.message);
  }

  reply(): Reply {
    const { code } = this.fault;
    const docs = code ? { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` } : {};
    return json({ error: { ...this.fault, ...docs } }, this.status);
  }
}

const bad = (fault: Omit<FaultBody, 'type'>, status = 400) =>
  new StripeFault(status, { type: 'invalid_request_error', ...fault });

export const missingParam = (param: string) =>
  bad({ code: 'parameter_missing', message: `Missing required param: ${param}.`, param });

export const unknownParam = (param: string) =>
  bad({ code: 'parameter_unknown', message: `Received unknown parameter: ${param}`, param });

export const invalidParam = (param: string, message: string, code = 'parameter_invalid') =>
  bad({ code, message, param });

export const missingResource = (kind: string, id: string, param = 'id') =>
  bad({ code: 'resource_missing', message: `No such ${kind}: '${id}'`, param }, 404);

export const unknownRoute = (method: string, path: string) =>
  bad({ message: `Unrecognized request URL (${method}: ${path}).` }, 404);

export const badKey = (key: string | null) =>
  bad(
    {
      message: key
        ? `Invalid API Key provided: ${key.slice(0, 8)}****`
        : 'You did not provide an API key. Send it as a Bearer token in the Authorization header.',
    },
    401,
  );

export const keyReused = (key: string) =>
  new StripeFault(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });

/** A declined card: the error carries the payment intent that it is about. */
export const cardFault = (fault: Omit<FaultBody, 'type'>) =>
  new StripeFault(402, { type: 'card_error', ...fault });
