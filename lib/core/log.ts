import pino from 'pino';
import { lazy } from './lazy';

/** One JSON line an event; secrets that could slip in with an object are cut out. */
export const log = lazy(() =>
  pino({
    level: process.env.LOG_LEVEL ?? 'info',
    base: { process: process.env.PROCESS_NAME ?? 'web' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'password',
        '*.password',
        'token',
        '*.token',
        '*.authorization',
        '*.cookie',
        '*.url',
        '*.passwordHash',
      ],
      censor: '[cut]',
    },
  }),
);
