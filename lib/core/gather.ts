import { invariant } from './errors';

type Waiting<In, Out> = { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void };

/**
 * Turns many calls into few statements: a call goes out at once while a lane is free, and what arrives meanwhile goes
 * together in the next batch, `max` at most. `settle` answers in the order of its items; when it throws, every call of
 * that batch fails, so what concerns one call alone belongs into its answer.
 */
export function gather<In, Out>(
  settle: (items: In[]) => Promise<Out[]>,
  { max, lanes = 1 }: { max: number; lanes?: number },
): (item: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = [];
  let underWay = 0;

  async function send(batch: Waiting<In, Out>[]): Promise<void> {
    underWay++;
    try {
      const answers = await settle(batch.map(({ item }) => item));
      invariant(answers.length === batch.length, 'a gathered answer is missing');
      batch.forEach(({ resolve }, index) => resolve(answers[index] as Out));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      underWay--;
      sendWaiting();
    }
  }

  function sendWaiting(): void {
    while (waiting.length > 0 && underWay < lanes) void send(waiting.splice(0, max));
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // What the same turn of the event loop asks for still comes along.
      queueMicrotask(sendWaiting);
    });
}
