import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sendMessage } from '@/lib/integrations/telegram/send-message';
import type { Sandbox } from '../server';
import { control, startTestSandbox } from '../test-shop';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox({ appUrl: 'http://localhost:3999' });
  process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1:1/none';
  process.env.TELEGRAM_BOT_TOKEN = '123:secret-token';
  process.env.TELEGRAM_URL = `${sandbox.url}/telegram`;
});
afterAll(() => sandbox.close());
beforeEach(() => control(sandbox, '/sandbox/telegram', { fault: 'none' }));

const said = () => control<{ chatId: string; text: string }[]>(sandbox, '/telegram/api');
const fail = (fault: string, retryAfter = 2) => control(sandbox, '/sandbox/telegram', { fault, retryAfter });

describe('a message to Telegram', () => {
  test('arrives as it was written, nothing in it is markup', async () => {
    const text = '*REQ-2026-000001* <b>المشكلة</b> _waits_ [here](x)\nhttp://localhost/desk';
    expect(await sendMessage('-100200', text)).toEqual({ kind: 'sent' });
    expect((await said())[0]).toMatchObject({ chatId: '-100200', text });
  });

  test('that is too long is cut', async () => {
    expect(await sendMessage('7', 'x'.repeat(5_000))).toEqual({ kind: 'sent' });
    expect((await said())[0]?.text).toHaveLength(4_096);
  });

  test.each([
    ['busy', { kind: 'later', waitMs: 17_000 }],
    ['down', { kind: 'later' }],
    ['moved', { kind: 'moved', chatId: '-1001' }],
    ['unknownChat', { kind: 'refused' }],
    ['kicked', { kind: 'refused' }],
  ])('is answered as Telegram does when it is %s', async (fault, outcome) => {
    await fail(fault, 17);
    const sent = await sendMessage('-100200', 'hello');
    expect(sent).toMatchObject(outcome);
    expect(JSON.stringify(sent)).not.toContain('secret-token');
  });

  test('that gets no answer is tried later, and the token stays unsaid', async () => {
    const aborted = Object.assign(new Error('http://x/bot123:secret-token'), { name: 'TimeoutError' });
    const spy = vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(aborted);
    expect(await sendMessage('1', 'hello')).toEqual({ kind: 'later', why: 'no answer in time' });
    spy.mockRejectedValueOnce(new TypeError('fetch failed'));
    expect(await sendMessage('1', 'hello')).toEqual({ kind: 'later', why: 'not reachable' });
    spy.mockResolvedValueOnce(new Response('<html>Bad Gateway', { status: 502 }));
    expect(await sendMessage('1', 'hello')).toEqual({ kind: 'later', why: '502 without a reason' });
    spy.mockRestore();
  });
});
