import { existsSync, readFileSync } from 'node:fs';
import { Children } from '../process/children.mjs';
import { watchLineage } from '../process/lineage.mjs';
import { claimRun } from '../process/run-lock.mjs';
import { say } from '../steps.mjs';

const TAIL_LINES = 15;

/**
 * One supervised run. Whatever ends it (a signal, the death of npm, of a child or of the database) ends all of it, the
 * database last: web and worker finish what they began, then PostgreSQL is shut down cleanly.
 */
export class Run {
  #ending = null;
  #database = null;
  #lock = null;
  #logs = new Map();

  constructor({ dataDir, webPort = 3000, onEnded = (code) => process.exit(code) }) {
    this.dataDir = dataDir;
    this.webPort = webPort;
    this.onEnded = onEnded;
    this.children = new Children((name, how) => this.#died(name, how));
  }

  /** Takes the data directory and listens for the ways to end. */
  async open() {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => void this.end(0));
    process.on('uncaughtException', (error) => void this.end(1, error.stack));
    // The terminal may be gone while we stop: there is nobody left to tell.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
    watchLineage(() => void this.end(1));
    this.#lock = await claimRun(this.dataDir);
  }

  /** Makes the run answer for a PostgreSQL that startPostgres gave. */
  own(database) {
    this.#database = database;
    void database.ended.then((how) => this.#died('PostgreSQL', how));
    return database;
  }

  start(name, args, options) {
    this.#logs.set(name, options.log);
    this.children.start(name, args, options);
    this.note({});
  }

  /** Writes down what runs, for a start after this one was killed. */
  note(facts) {
    this.facts = { ...this.facts, ...facts };
    this.#lock?.note({ ...this.facts, children: this.children.tags() });
  }

  #died(name, how) {
    if (this.#ending) return;
    const log = this.#logs.get(name);
    const tail =
      log && existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES) : [];
    const lines = tail.map((line) => `  ${line}`).join('\n');
    void this.end(
      1,
      [`${name} ended by itself (${how}), so everything stops.`, lines].filter(Boolean).join('\n'),
    );
  }

  end(code, reason = '') {
    this.#ending ??= this.#finish(code, reason);
    return this.#ending;
  }

  async #finish(code, reason) {
    if (reason) console.error(`\n${reason}\n`);
    say('Stopping …');
    await this.children.stop();
    await this.#database?.stop();
    this.#lock?.release();
    say('Stopped');
    this.onEnded(code);
  }
}
