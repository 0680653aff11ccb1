import { setTimeout as sleep } from 'node:timers/promises';
import { HttpRefusal, type Incoming, type Reply, type Route, json, requireOwnOrigin } from '../http';

const moods = ['well', 'slow', 'down', 'busy', 'garbage', 'short', 'markdown'] as const;
type Mood = (typeof moods)[number];

/** What stands behind a name in the material, or words that say nothing of it. */
const factOf = (material: string, name: string, otherwise: string): string =>
  new RegExp(`\\b${name}: *([^;\\n]{1,120})`).exec(material)?.[1]?.trim() || otherwise;

const linesOf = (material: string): string[] => [
  `The ask: ${factOf(material, 'Subject', 'see the request')}.`,
  'If approved: an expert begins at once.',
  'If not: nothing is changed and nothing is charged.',
  'Effort: open, the request does not say.',
  `Cost: ${factOf(material, 'price', 'the credits that are held for the request')}.`,
  'Open: nothing that the request names. (The sandbox wrote this, no model did.)',
];
const markdownOf = (material: string): string[] => [
  '<think>The user wants six lines.</think>```text',
  '## Summary',
  ...linesOf(material).map((line) => `- **${line}** [more](https://evil.test/pay) \u202e`),
  '```',
];

const said = (content: string): Reply =>
  json({
    id: 'chatcmpl-sandbox',
    object: 'chat.completion',
    model: 'sandbox',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
  });

const refusal = (status: number, code: string, headers = {}): Reply =>
  json({ error: { message: 'The sandbox was told to refuse.', type: code, code } }, status, headers);

/**
 * A stand-in for an endpoint that speaks OpenAI's chat completions, at `/llm/v1`. It says six lines that name
 * what the request names; its mood can be changed, and it counts what it was asked.
 */
export function openLlm(): Route[] {
  let mood: Mood = 'well';
  let slowMs = 20_000;
  let seen = { asked: 0, atOnce: 0, longest: 0, last: '' };
  let underWay = 0;

  async function answer(material: string): Promise<Reply> {
    if (mood === 'slow') await sleep(slowMs);
    if (mood === 'down') return refusal(500, 'server_error');
    if (mood === 'busy') return refusal(429, 'rate_limit_exceeded', { 'retry-after': '20' });
    if (mood === 'garbage') return { status: 200, body: '<html>502</html>' };
    if (mood === 'short') return said('I cannot help with that.');
    return said((mood === 'markdown' ? markdownOf : linesOf)(material).join('\n'));
  }

  async function complete(request: Incoming): Promise<Reply> {
    const asked = JSON.parse(request.body) as { messages?: { role: string; content: string }[] };
    const words = asked.messages?.find(({ role }) => role === 'user')?.content;
    if (words === undefined) throw new HttpRefusal(refusal(400, 'invalid_request_error'));
    underWay++;
    seen = {
      asked: seen.asked + 1,
      atOnce: Math.max(seen.atOnce, underWay),
      longest: Math.max(seen.longest, words.length),
      last: words,
    };
    try {
      return await answer(words);
    } finally {
      underWay--;
    }
  }

  function change(request: Incoming): Reply {
    requireOwnOrigin(request);
    const wish = JSON.parse(request.body || '{}') as { mood?: string; slowMs?: number };
    mood = moods.find((one) => one === wish.mood) ?? mood;
    slowMs = wish.slowMs ?? slowMs;
    seen = { asked: 0, atOnce: 0, longest: 0, last: '' };
    return json({ mood, slowMs });
  }

  return [
    { method: 'POST', path: '/llm/v1/chat/completions', handle: complete },
    { method: 'GET', path: '/sandbox/llm', handle: () => json({ mood, ...seen }) },
    { method: 'POST', path: '/sandbox/llm', handle: change },
  ];
}
