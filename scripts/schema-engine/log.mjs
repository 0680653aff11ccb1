/** Prisma's CLI reads the engine's stderr as JSON lines of this shape. */
export function log(level, message, errorCode) {
  const fields = { message, ...(errorCode && { error_code: errorCode }) };
  const line = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
