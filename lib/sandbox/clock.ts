import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from './disk';
import { HttpRefusal, type Incoming, type Route, json, requireOwnOrigin } from './http';

/** Real time, plus what somebody moved it on by: for all customers at once. It never goes back, and outlives a restart. */
export class Clock {
  private aheadMs = 0;
  private readonly file: string;
  private readonly realMs: () => number;

  /** One that stands still goes on only when it is moved: for a history that must come out the same each time. */
  constructor(dir: string, isStill = false) {
    const startMs = Date.now();
    this.realMs = isStill ? () => startMs : Date.now;
    mkdirSync(dir, { recursive: true });
    this.file = path.join(dir, 'clock.json');
    if (existsSync(this.file)) this.aheadMs = Number(readFileSync(this.file, 'utf8'));
  }

  now = (): Date => new Date(this.realMs() + this.aheadMs);

  moveTo(instant: Date): void {
    const ahead = instant.getTime() - this.realMs();
    if (!(ahead >= this.aheadMs)) throw new HttpRefusal(json({ error: 'time only goes on' }, 400));
    this.aheadMs = ahead;
    writeAtomically(this.file, String(ahead));
  }
}

type World = { clock: Clock; fallDue: () => void; waiting: () => number };

/** For programs: what time it is here, how many deliveries are on their way, and a way to move on. */
export function clockRoutes({ clock, fallDue, waiting }: World): Route[] {
  const state = () => json({ now: clock.now().toISOString(), waiting: waiting() });
  const move = (request: Incoming) => {
    requireOwnOrigin(request);
    const { now } = JSON.parse(request.body || '{}') as { now?: string };
    clock.moveTo(new Date(now ?? ''));
    fallDue();
    return state();
  };
  return [
    { method: 'GET', path: '/sandbox/clock', handle: state },
    { method: 'POST', path: '/sandbox/clock', handle: move },
  ];
}
