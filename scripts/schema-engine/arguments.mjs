import { readFileSync } from 'node:fs';

/** What Prisma's CLI passes to its engine; every other `--name value` pair is of no use here. */
export function readArguments(argv) {
  const request = { wantsVersion: argv.includes('--version'), datamodels: [], datasource: {}, command: null };
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === '--datamodels') request.datamodels.push([argv[++i], readFileSync(argv[i], 'utf8')]);
    else if (argv[i] === '--datasource') request.datasource = JSON.parse(argv[++i]);
    else if (argv[i] === 'cli') request.command = argv[++i];
    else if (argv[i].startsWith('--')) i++;
  }
  return request;
}
