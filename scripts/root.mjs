import path from 'node:path';

/** The project's folder, wherever a script was called from. */
export const root = path.resolve(import.meta.dirname, '..');
