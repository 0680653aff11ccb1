/** What ends a stream, and what hands an event to it. */
export type Hearing<Event> = { onChange: (event: Event) => void; onEnd: () => void };

type Stream = { controller: ReadableStreamDefaultController<Uint8Array>; openedAt: number; end: () => void };

const PULSE_MS = 25_000;
/** Then the browser begins anew, and with it the session and its rights are looked at anew. */
const LONGEST_MS = 5 * 60_000;
/** How many events may wait for a reader that does not read, before it is let go of. */
const WAITING = 16;

const encoder = new TextEncoder();
const HELLO = encoder.encode('retry: 3000\nevent: hello\ndata: {}\n\n');
const PULSE = encoder.encode(':\n\n');
const encoded = new WeakMap<object, Uint8Array>();
const streams = new Set<Stream>();
let pulse: NodeJS.Timeout | undefined;

/** The same event for hundreds of readers is written out once. */
function bytesOf(event: object): Uint8Array {
  const known = encoded.get(event);
  if (known) return known;
  const bytes = encoder.encode(`data: ${JSON.stringify(event)}\n\n`);
  encoded.set(event, bytes);
  return bytes;
}

/** A reader that is gone or does not keep up is ended: it begins anew and reads everything anew. */
function write(stream: Stream, bytes: Uint8Array): void {
  if ((stream.controller.desiredSize ?? 0) <= 0) stream.end();
  else stream.controller.enqueue(bytes);
}

function beat(): void {
  const before = Date.now() - LONGEST_MS;
  for (const stream of [...streams]) {
    if (stream.openedAt <= before) stream.end();
    else write(stream, PULSE);
  }
}

function keep(stream: Stream): void {
  streams.add(stream);
  pulse ??= setInterval(beat, PULSE_MS);
  pulse.unref();
}

function forget(stream: Stream): void {
  streams.delete(stream);
  if (streams.size > 0) return;
  clearInterval(pulse);
  pulse = undefined;
}

/**
 * Server-sent events: `follow` begins and gives the function that stops it; what it refuses with is thrown, before
 * anything is answered. The stream says `hello` first, a comment each 25 seconds, and ends after five minutes.
 */
export async function eventStream<Event extends object>(
  follow: (hearing: Hearing<Event>) => Promise<() => void>,
): Promise<Response> {
  let stop: () => void = () => undefined;
  let isOver = false;
  const over = () => {
    if (isOver) return false;
    isOver = true;
    forget(stream);
    stop();
    return true;
  };
  let controller!: Stream['controller'];
  const body = new ReadableStream<Uint8Array>(
    { start: (made) => void (controller = made), cancel: () => void over() },
    new CountQueuingStrategy({ highWaterMark: WAITING }),
  );
  const end = () => {
    if (over()) controller.close();
  };
  const stream: Stream = { controller, openedAt: Date.now(), end };
  stop = await follow({ onChange: (event) => write(stream, bytesOf(event)), onEnd: end });
  // Ended before it began: nobody else would call this.
  if (isOver) stop();
  else keep(stream);
  write(stream, HELLO);
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Next compresses whatever may be transformed, and then nothing arrives until the end.
      'cache-control': 'private, no-cache, no-transform',
      // nginx would gather it.
      'x-accel-buffering': 'no',
    },
  });
}

/** True when the caller wants a stream: anything else that asks (HEAD, a probe, a person) gets a plain answer. */
export const wantsEvents = (request: Request): boolean =>
  request.method === 'GET' && (request.headers.get('accept') ?? '').includes('text/event-stream');
