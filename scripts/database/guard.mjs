// Owns PostgreSQL. It is detached from the terminal, so that Ctrl-C reaches the supervisor first and the database ends
// last; it ends the database itself when the supervisor is gone.
// Usage: node guard.mjs <pid of the supervisor> <command> [arguments]
import { spawn } from 'node:child_process';

const [owner, command, ...args] = process.argv.slice(2);
const isOrphan = () => process.ppid !== Number(owner);
if (isOrphan()) process.exit(1);

const postgres = spawn(command, args, { cwd: '/', stdio: ['ignore', 'inherit', 'inherit'] });
postgres.once('error', () => process.exit(1));
postgres.once('exit', (code) => process.exit(code ?? 1));

let isStopping = false;
/** SIGINT is PostgreSQL's fast shutdown: clients are cut off, everything committed is flushed. */
function stop() {
  if (isStopping) return;
  isStopping = true;
  postgres.kill('SIGINT');
  setTimeout(() => postgres.kill('SIGQUIT'), 10_000);
  setTimeout(() => postgres.kill('SIGKILL'), 15_000);
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
setInterval(() => isOrphan() && stop(), 200);
