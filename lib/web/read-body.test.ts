import { expect, it } from 'vitest';
import { readBody } from './read-body';

const put = (body: BodyInit) =>
  new Request('http://localhost/', { method: 'PUT', body, duplex: 'half' } as RequestInit);

it('reads what was sent', async () => {
  expect(await readBody(put('{"upTo":"now","words":"شكرا"}'))).toEqual({ upTo: 'now', words: 'شكرا' });
});

it.each(['', '{', 'null', '[1]', '"words"', '7'])('«%s» is nothing that a verb takes', async (body) => {
  await expect(readBody(put(body))).rejects.toMatchObject({ code: 'invalid', reason: 'malformed' });
});

it('stops where nobody sends so much, whatever was told', async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      if (pulled > 500) controller.close();
      else controller.enqueue(new Uint8Array(64 * 1024).fill(32));
    },
  });
  await expect(readBody(put(endless))).rejects.toMatchObject({ code: 'too_large' });
  expect(pulled).toBeLessThan(20);
});
