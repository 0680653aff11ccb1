import { expect, it } from 'vitest';
import { AppError } from './errors';
import { isUnavailable } from './unavailable';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });
const adapter = (cause: object) =>
  Object.assign(new Error('raw query failed'), { code: 'P2010', meta: { driverAdapterError: { cause } } });

it.each([
  ['Prisma: not reachable', withCode('P1001')],
  ['Prisma: hung up', withCode('P1017')],
  ['Prisma: no connection in time', withCode('P2024')],
  ['a refused socket', withCode('ECONNREFUSED')],
  ['several refused sockets', new AggregateError([withCode('ECONNREFUSED')], 'all failed')],
  ['an administrator’s shutdown', withCode('57P01', 'terminating connection due to administrator command')],
  ['starting up', adapter({ originalCode: '57P03', kind: 'postgres' })],
  ['a broken connection', adapter({ originalCode: '08006' })],
  ['the adapter’s word for it', adapter({ kind: 'DatabaseNotReachable' })],
  ['out of connections', adapter({ kind: 'TooManyConnections', originalCode: '53300' })],
  ['pg: cut off', new Error('Connection terminated unexpectedly')],
  ['pg: no connection', new Error('timeout exceeded when trying to connect')],
  ['wrapped', new Error('outer', { cause: new Error('inner', { cause: withCode('ECONNRESET') }) })],
])('%s is the database’s fault', (_, error) => {
  expect(isUnavailable(error)).toBe(true);
});

it.each([
  ['a refusal', new AppError('not_found', 'notFound')],
  ['a bug', new TypeError('x is not a function')],
  ['a unique key', adapter({ originalCode: '23505', kind: 'UniqueConstraintViolation' })],
  ['a syntax error', adapter({ originalCode: '42601' })],
  ['a missing file', withCode('ENOENT')],
  ['nothing', null],
  ['text', 'ECONNREFUSED'],
])('%s is not', (_, error) => {
  expect(isUnavailable(error)).toBe(false);
});
