import { AppError, invariant } from '@/lib/core/errors';
import { paymobConfiguration } from './configuration';

const TIMEOUT_MS = 15_000;
/** Tokens live for an hour. */
const TOKEN_MS = 50 * 60_000;

const away = (cause?: unknown) =>
  Object.assign(new AppError('provider_unavailable', 'paymob_unavailable'), { cause });

/** What Paymob answered; its words are shown, never decided upon. `body` is null where it was no JSON. */
export type PaymobAnswer = { status: number; body: unknown };

let token: { value: string; baseUrl: string; untilMs: number } | null = null;

export function configured() {
  const configuration = paymobConfiguration();
  invariant(configuration, 'Paymob is not set up');
  return configuration;
}

async function send(
  path: string,
  init: RequestInit & { headers: Record<string, string> },
): Promise<PaymobAnswer> {
  try {
    const headers = { 'content-type': 'application/json', ...init.headers };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(`${configured().baseUrl}${path}`, { ...init, headers, signal });
    const text = await response.text();
    return { status: response.status, body: jsonOf(text) };
  } catch (error) {
    throw away(error);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Paymob's failure, its rate limit and a refused key are nobody's answer to what was asked. */
function checked(answer: PaymobAnswer): PaymobAnswer {
  const { status } = answer;
  if (status >= 500 || status === 429 || status === 401 || status === 403)
    throw away(`Paymob answered ${status}`);
  return answer;
}

/** A call with the secret key: intentions and refunds. Throws `provider_unavailable` (`paymob_unavailable`). */
export async function postWithSecret(path: string, body: object): Promise<PaymobAnswer> {
  const headers = { authorization: `Token ${configured().secretKey}` };
  return checked(await send(path, { method: 'POST', headers, body: JSON.stringify(body) }));
}

/** A call with the short-lived token that inquiries want; one that was refused is renewed once. Throws as above. */
export async function ask(path: string, body?: object): Promise<PaymobAnswer> {
  const once = async (isFresh: boolean) =>
    send(path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${await readToken(isFresh)}` },
      body: body ? JSON.stringify(body) : undefined,
    });
  const answer = await once(false);
  return checked(answer.status === 401 ? await once(true) : answer);
}

async function readToken(isFresh: boolean): Promise<string> {
  const { baseUrl, apiKey } = configured();
  if (!isFresh && token?.baseUrl === baseUrl && token.untilMs > Date.now()) return token.value;
  const answer = await send('/api/auth/tokens', {
    ...{ method: 'POST', headers: {} },
    body: JSON.stringify({ api_key: apiKey }),
  });
  const value = (answer.body as { token?: unknown } | null)?.token;
  if (typeof value !== 'string') throw away(`Paymob gave no token: ${answer.status}`);
  token = { value, baseUrl, untilMs: Date.now() + TOKEN_MS };
  return value;
}

/** Paymob's refusal in words: `{detail}`, `{message}` or lists of fields, flattened. */
export function wordsOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (Array.isArray(body)) return body.map(wordsOf).join(' ');
  if (typeof body === 'object' && body !== null)
    return Object.values(body).map(wordsOf).filter(Boolean).join(' ');
  return '';
}
