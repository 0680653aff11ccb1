/** Prisma's own codes for a database that cannot be reached, does not answer in time or hangs up. */
const PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);
const SOCKET = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'],
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'],
]);
/** Connection failures, out of connections or disk, shut down, starting up, a standby that takes no writes, a lock that was not given up in time. */
const SQLSTATE = /^(08...|53[0-4]00|57P0[1-5]|25006|55P03)$/;
const SAID =
  /terminating connection|connection terminated|not queryable|timeout exceeded when trying to connect|the database system is|can't reach database server|server closed the connection|unable to start a transaction in the given time/i;

const MAX_DEPTH = 6;

/** After how many seconds a caller who met no database may try again. */
export const RETRY_AFTER_SECONDS = 2;

/**
 * True when the database, not the request, is at fault: it is gone, restarting, has no connection to spare, or another has
 * locked the rows for too long. The same request may pass in a moment. Looks through what Prisma, its adapter and `pg` wrap around each other.
 */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  const { code, originalCode, kind, message, originalMessage, cause, meta, errors } = error as Record<
    string,
    unknown
  >;
  const names = [code, originalCode, kind].filter((name) => typeof name === 'string');
  if (names.some((name) => PRISMA.has(name) || SOCKET.has(name) || SQLSTATE.test(name))) return true;
  const words = [message, originalMessage].filter((text) => typeof text === 'string');
  if (error instanceof Error && words.some((text) => SAID.test(text))) return true;
  const inner = [cause, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError];
  const many = Array.isArray(errors) ? (errors as unknown[]) : [];
  return [...inner, ...many].some((each) => isUnavailable(each, depth + 1));
}
