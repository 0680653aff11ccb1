import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStream } from './live-stream';

class Source extends EventTarget {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 1;
  constructor(readonly address: string) {
    super();
    Source.all.push(this);
  }
  close() {
    this.readyState = Source.CLOSED;
  }
  say(type: string, data?: string) {
    this.dispatchEvent(Object.assign(new Event(type), { data }));
  }
}

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const show = (state: 'visible' | 'hidden') => {
  page.visibilityState = state;
  page.dispatchEvent(new Event('visibilitychange'));
};
const last = () => Source.all.at(-1) as Source;

let stop: () => void;
let states: boolean[];
let changes: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('document', page);
  const timers = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  vi.stubGlobal('window', Object.assign(new EventTarget(), timers));
  Source.all = [];
  page.visibilityState = 'visible';
  [states, changes] = [[], []];
  stop = openStream('/events', {
    onState: (isLive) => states.push(isLive),
    onChange: (change) => changes.push(change),
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('openStream', () => {
  it('is live from the hello on, and tells what it hears', () => {
    expect(Source.all).toHaveLength(1);
    last().say('hello');
    expect(states.at(-1)).toBe(true);
    last().say('message', '{"kind":"read","requestId":"req_1"}');
    expect(changes).toEqual([null, { kind: 'read', requestId: 'req_1' }]);
  });

  it('gives its connection back while nobody looks, and begins anew after', () => {
    last().say('hello');
    show('hidden');
    expect([last().readyState, states.at(-1)]).toEqual([Source.CLOSED, false]);
    expect(Source.all).toHaveLength(1);
    show('visible');
    expect(Source.all).toHaveLength(2);
  });

  it('leaves a lost connection to the browser, and asks again ever later where it was refused', () => {
    last().say('hello');
    last().say('error');
    expect(states.at(-1)).toBe(false);
    vi.advanceTimersByTime(120_000);
    expect(Source.all).toHaveLength(1);
    for (const longest of [6_250, 12_500, 25_000, 50_000, 75_000, 75_000]) {
      const before = Source.all.length;
      last().close();
      last().say('error');
      vi.advanceTimersByTime(longest * 0.59);
      expect(Source.all).toHaveLength(before);
      vi.advanceTimersByTime(longest * 0.41 + 1);
      expect(Source.all).toHaveLength(before + 1);
    }
  });

  it('is over when it is stopped', () => {
    stop();
    expect(last().readyState).toBe(Source.CLOSED);
    show('visible');
    expect(Source.all).toHaveLength(1);
  });
});
