import path from 'node:path';
import { root } from '../root.mjs';

/** Where a run keeps its database, files, secrets and logs; the browser tests have one of their own. */
export const dataFolder = (name = '') => path.join(root, '.data', name);
