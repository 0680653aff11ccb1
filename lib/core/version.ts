import manifest from '../../package.json';

/** The running version, as /api/health and the worker's heartbeat name it. */
export const version: string = manifest.version;
