// How the web server is started: by `npm start`, by `npm run web` and by the bench.
import path from 'node:path';
import { root } from '../root.mjs';

const NEXT = path.join(root, 'node_modules/next/dist/bin/next');

/** Left to itself Node lets garbage grow to several times of what is in use. The heap may still grow to a gigabyte. */
const FLAGS = ['--max-semi-space-size=4', '--max-old-space-size=1024'];

/** The arguments of Node. */
export const webServer = (port, host) => [
  ...[...FLAGS, NEXT, 'start', '-p', String(port)],
  ...(host ? ['-H', host] : []),
];
