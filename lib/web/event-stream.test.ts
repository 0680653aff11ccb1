import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Hearing, eventStream, wantsEvents } from './event-stream';

type Event = { kind: string };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function open() {
  const stop = vi.fn();
  let hearing!: Hearing<Event>;
  const response = await eventStream<Event>((given) => {
    hearing = given;
    return Promise.resolve(stop);
  });
  if (!response.body) throw new Error('no body');
  const reader = response.body.getReader();
  const next = async () => {
    const { done, value } = await reader.read();
    return done ? null : new TextDecoder().decode(value);
  };
  return { response, reader, hearing, stop, next };
}

describe('eventStream', () => {
  it('says hello, tells each event, and stops when the reader goes', async () => {
    const { response, reader, hearing, stop, next } = await open();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('cache-control')).toContain('no-transform');
    expect(await next()).toBe('retry: 3000\nevent: hello\ndata: {}\n\n');
    const event = { kind: 'message' };
    hearing.onChange(event);
    hearing.onChange(event);
    expect(await next()).toBe('data: {"kind":"message"}\n\n');
    expect(await next()).toBe('data: {"kind":"message"}\n\n');
    await reader.cancel();
    expect(stop).toHaveBeenCalledTimes(1);
    hearing.onEnd();
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('lets a sign of life through each 25 seconds and ends after five minutes', async () => {
    const { stop, next } = await open();
    await next();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(await next()).toBe(':\n\n');
    // A reader that goes on reading is ended by its age alone.
    for (let beats = 2; beats < 12; beats++) {
      await vi.advanceTimersByTimeAsync(25_000);
      expect(await next()).toBe(':\n\n');
    }
    expect(stop).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(await next()).toBeNull();
    expect(stop).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets go of a reader that does not read', async () => {
    const { hearing, stop } = await open();
    for (let count = 0; count < 15; count++) hearing.onChange({ kind: 'event' });
    expect(stop).not.toHaveBeenCalled();
    hearing.onChange({ kind: 'event' });
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('throws what following was refused with, and leaves nothing running', async () => {
    await expect(eventStream(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops what it followed when that ended while it began', async () => {
    const stop = vi.fn();
    const response = await eventStream(({ onEnd }) => {
      onEnd();
      return Promise.resolve(stop);
    });
    expect(stop).toHaveBeenCalledTimes(1);
    expect(await response.text()).toBe('');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends with what it follows', async () => {
    const { hearing, next } = await open();
    hearing.onEnd();
    expect(await next()).toContain('hello');
    expect(await next()).toBeNull();
  });
});

describe('wantsEvents', () => {
  it('is for a browser that follows, not for HEAD or a probe', () => {
    const ask = (method: string, accept?: string) =>
      wantsEvents(new Request('http://x/', { method, ...(accept && { headers: { accept } }) }));
    expect(ask('GET', 'text/event-stream')).toBe(true);
    expect(ask('HEAD', 'text/event-stream')).toBe(false);
    expect(ask('GET', 'application/json')).toBe(false);
    expect(ask('GET')).toBe(false);
  });
});
