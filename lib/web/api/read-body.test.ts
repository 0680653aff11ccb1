import { expect, it } from 'vitest';
import { readBody } from './read-body';

const sent = (parts: (string | Error)[]) =>
  new Request('http://api.internal/', {
    ...{ method: 'POST', duplex: 'half' },
    body: new ReadableStream({
      pull(stream) {
        const part = parts.shift();
        if (part === undefined) stream.close();
        else if (part instanceof Error) stream.error(part);
        else stream.enqueue(new TextEncoder().encode(part));
      },
    }),
  });

it('puts the parts of a body together, and reads none as an empty object', async () => {
  expect(await readBody(sent(['{"a":', '1}']), 100)).toEqual({ a: 1 });
  expect(await readBody(sent([]), 100)).toEqual({});
});

it('refuses what is too large at the first byte over, and what broke off as no JSON', async () => {
  await expect(readBody(sent(['x'.repeat(60), 'x'.repeat(60)]), 100)).rejects.toMatchObject({
    reason: 'bodyTooLarge',
  });
  await expect(readBody(sent(['{"a":', new Error('gone')]), 100)).rejects.toMatchObject({
    reason: 'malformedJson',
  });
});
