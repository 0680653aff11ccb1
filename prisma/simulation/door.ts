import { createServer } from 'node:http';
import { jobContext } from '@/lib/core/context';
import { receiveEvent } from '@/lib/domain/payments/receive-event';
import { type ProviderCode, providerCodes } from '@/lib/integrations/payment-provider';

type Delivery = { provider: ProviderCode; body: string; headers: Headers; query: URLSearchParams };

/** Of the last ones, some are sent again. */
const KEPT = 200;

/** The webhooks' door, as app/api/webhooks is: the same verb, at the simulation's time. */
export async function openDoor(port: number, now: () => Date) {
  const kept: Delivery[] = [];
  const came = { webhooks: 0, 'of them known already': 0 };
  const take = async ({ provider, ...delivery }: Delivery) => {
    const answer = await receiveEvent(jobContext('webhook', now()), provider, delivery);
    came.webhooks++;
    if ('duplicate' in answer) came['of them known already']++;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://door');
      const provider = providerCodes.find((code) => pathname === `/api/webhooks/${code}`);
      if (!provider) return response.writeHead(404).end();
      const headers = new Headers(
        Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
      );
      const delivery = { provider, body: Buffer.concat(chunks).toString('utf8'), headers, query };
      take(delivery).then(
        () => {
          kept.push(delivery);
          if (kept.length > KEPT) kept.shift();
          response.writeHead(200).end();
        },
        () => response.writeHead(404).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    came,
    /** Sends one of the last deliveries again, several times at once. */
    async again(place: number, times: number): Promise<boolean> {
      const delivery = kept[Math.floor(place * kept.length)];
      if (!delivery) return false;
      await Promise.all(Array.from({ length: times }, () => take(delivery)));
      return true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
