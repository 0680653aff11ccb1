import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { MAX_MATERIAL, complete, hasLlm } from '@/lib/integrations/llm/complete';
import type { Sandbox } from '../server';
import { control, startTestSandbox } from '../test-shop';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox({ appUrl: 'http://localhost:3999' });
  process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1:1/none';
  Object.assign(process.env, { LLM_URL: `${sandbox.url}/llm/v1/`, LLM_MODEL: 'sandbox', LLM_KEY: 'sk-test' });
});
afterAll(() => sandbox.close());

const be = (mood: string, slowMs?: number) => control(sandbox, '/sandbox/llm', { mood, slowMs });
const ask = (material = 'The checkout fails.', signal?: AbortSignal) =>
  complete({ instructions: 'Write six lines.', material, signal });
const unavailable = { code: 'provider_unavailable', reason: 'llmUnavailable' };

describe('an endpoint of chat completions', () => {
  test('answers in words', async () => {
    await be('well');
    expect(hasLlm()).toBe(true);
    expect((await ask()).split('\n')).toHaveLength(6);
    expect(await ask('Subject: Checkout\nCategory: x; urgency: high; price: 25 credits')).toMatch(
      /ask: Checkout\.[^]*Cost: 25 credits\./,
    );
  });
  test('is asked without the name of a model where none is set', async () => {
    await be('well');
    vi.resetModules();
    vi.stubEnv('LLM_MODEL', '');
    const fresh = await import('@/lib/integrations/llm/complete');
    expect(fresh.hasLlm()).toBe(true);
    expect(await fresh.complete({ instructions: 'Write.', material: 'Subject: x' })).toContain('The ask: x.');
    vi.unstubAllEnvs();
  });
  test('is given at most 8,000 characters of what others wrote', async () => {
    await be('well');
    await ask('x'.repeat(100_000));
    const { longest } = await control<{ longest: number }>(sandbox, '/sandbox/llm');
    // Two marks of 16 signs and the line ends beside them.
    expect(longest).toBe(MAX_MATERIAL + 2 * 16 + 2);
  });
  test.each(['down', 'busy', 'garbage'])('that is %s is told of in one way', async (mood) => {
    await be(mood);
    await expect(ask()).rejects.toMatchObject(unavailable);
  });
  test('that is slow is not waited for once the caller has no more time', async () => {
    await be('slow', 5_000);
    const startedAt = performance.now();
    await expect(ask('words', AbortSignal.timeout(100))).rejects.toMatchObject(unavailable);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
