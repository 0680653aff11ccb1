// Preloaded, by NODE_OPTIONS, into every Node process that we start: a child whose parent or supervisor was killed
// outright must not outlive it. The supervisor's pid covers a parent that died before this line ran.
import { isMainThread } from 'node:worker_threads';

const GRACE_MS = 4_000;

function isThere(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (isMainThread) {
  const parent = process.ppid;
  const supervisor = Number(process.env.SUPERVISOR_PID) || parent;
  const timer = setInterval(() => {
    if (process.ppid === parent && isThere(supervisor)) return;
    clearInterval(timer);
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  }, 400);
  timer.unref();
}
