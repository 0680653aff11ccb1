import type { IncomingMessage, ServerResponse } from 'node:http';

type Answering = (request: Request) => Promise<Response>;

type Bytes = Buffer<ArrayBuffer>;

const NOTHING_AHEAD = { highWaterMark: 0 };

/**
 * The body as a stream that is read only when somebody asks for it: a caller whom nobody admits has nothing of theirs
 * held here but what the socket holds. By events: an async iterator costs more than all that is done with the body.
 */
function bodyOf(incoming: IncomingMessage): ReadableStream<Bytes> {
  return new ReadableStream<Bytes>(
    {
      pull: (stream) =>
        new Promise((resolve, reject) => {
          const settle = (act: () => void) => {
            for (const [event, listener] of listeners) incoming.off(event, listener);
            incoming.pause();
            act();
          };
          const broken = () => settle(() => reject(new Error('the body broke off')));
          const listeners = [
            ['data', (chunk: Bytes) => settle(() => resolve(stream.enqueue(chunk)))],
            ['end', () => settle(() => resolve(stream.close()))],
            ['error', broken],
            ['close', broken],
          ] as const;
          if (incoming.readableEnded) return resolve(stream.close());
          if (incoming.destroyed) return broken();
          for (const [event, listener] of listeners) incoming.on(event, listener);
          incoming.resume();
        }),
      cancel: () => void incoming.pause(),
    },
    NOTHING_AHEAD,
  );
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return headers;
}

/** What Node received, as the Request that Next would have made of it. The Host header is the caller's word: unused. */
function requestOf(incoming: IncomingMessage): Request {
  const { method = 'GET', url = '/' } = incoming;
  const address = `http://api.internal${url.startsWith('/') ? url : '/'}`;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(address, {
    ...{ method, headers: headersOf(incoming), duplex: 'half' },
    body: hasBody ? bodyOf(incoming) : undefined,
  });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  response.headers.forEach((value, name) => outgoing.setHeader(name, value));
  if (body.length > 0) outgoing.setHeader('content-length', body.length);
  outgoing.writeHead(response.status).end(body);
}

/** A listener of `node:http` for a function of Request and Response. A caller who hangs up is no reason to stop. */
export function nodeDoor(answer: Answering) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      const response = await answer(requestOf(incoming));
      // What was not read to its end would be taken for the next request.
      if (!incoming.complete) outgoing.setHeader('connection', 'close');
      await send(response, outgoing);
    } catch {
      // Only a caller who left gets here: `answer` turns every fault into a response.
      outgoing.destroy();
    }
  };
}
