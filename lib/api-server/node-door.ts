import type { IncomingMessage, ServerResponse } from 'node:http';

type Answering = (request: Request) => Promise<Response>;

type Bytes = Buffer<ArrayBuffer>;

/** Reads a body of at most `mostBytes`; of a longer one a byte more than that, which no call takes. */
function readBody(incoming: IncomingMessage, mostBytes: number): Promise<Bytes> {
  const told = Number(incoming.headers['content-length'] ?? 0);
  if (told > mostBytes) return Promise.resolve(Buffer.alloc(0));
  // By events: an async iterator of the stream costs more than all that is done with the body.
  return new Promise((resolve, reject) => {
    const chunks: Bytes[] = [];
    let size = 0;
    const done = () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    incoming.on('data', (chunk: Bytes) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= mostBytes) return;
      incoming.pause();
      done();
    });
    incoming.once('end', done);
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('the body broke off')));
  });
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  return headers;
}

/** What Node received, as the Request that Next would have made of it. The Host header is the caller's word: unused. */
async function requestOf(incoming: IncomingMessage, mostBytes: number): Promise<Request> {
  const { method = 'GET', url = '/' } = incoming;
  const address = `http://api.internal${url.startsWith('/') ? url : '/'}`;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const body = hasBody ? await readBody(incoming, mostBytes) : undefined;
  return new Request(address, {
    method,
    headers: headersOf(incoming),
    body: body?.length ? body : undefined,
  });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  response.headers.forEach((value, name) => outgoing.setHeader(name, value));
  if (body.length > 0) outgoing.setHeader('content-length', body.length);
  outgoing.writeHead(response.status).end(body);
}

/** A listener of `node:http` for a function of Request and Response. A caller who hangs up is no reason to stop. */
export function nodeDoor(answer: Answering, { mostBytes }: { mostBytes: number }) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      const response = await answer(await requestOf(incoming, mostBytes));
      // What was not read to its end would be taken for the next request.
      if (!incoming.complete) outgoing.setHeader('connection', 'close');
      await send(response, outgoing);
    } catch {
      // Only a body that broke off or a caller who left gets here: `answer` turns every fault into a response.
      outgoing.destroy();
    }
  };
}
