import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Replaces a file whole: a reader, or a start after kill -9, sees the old text or the new one, never half of it. */
export function writeAtomically(file: string, data: string | Uint8Array): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, data);
  renameSync(draft, file);
}

/** A directory of JSON documents, one file each, named by id. */
export class JsonFiles<T> {
  constructor(private readonly dir: string) {
    mkdirSync(dir, { recursive: true });
  }

  write(id: string, value: T): void {
    writeAtomically(this.path(id), JSON.stringify(value));
  }

  read(id: string): T | null {
    const file = this.path(id);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : null;
  }

  remove(id: string): void {
    rmSync(this.path(id), { force: true });
  }

  /** Everything kept, in the order of the ids; drafts of a write that was cut off are swept away. */
  all(): T[] {
    const names = readdirSync(this.dir);
    for (const name of names) if (name.endsWith('.tmp')) rmSync(path.join(this.dir, name), { force: true });
    return names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => JSON.parse(readFileSync(path.join(this.dir, name), 'utf8')) as T);
  }

  private path(id: string): string {
    if (!/^\w[\w-]*$/.test(id)) throw new Error(`not an id: ${JSON.stringify(id)}`);
    return path.join(this.dir, `${id}.json`);
  }
}
