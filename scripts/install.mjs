// Installs the packages of the lockfile. Node's own modules only: it runs before node_modules exists.
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { boundEnvironment } from './process/children.mjs';
import { root } from './root.mjs';
import { say } from './steps.mjs';

/** npm by Node when npm itself tells where it is; by name otherwise. */
function npmCommand() {
  const own = process.env.npm_execpath ?? '';
  return own.endsWith('npm-cli.js') ? [process.execPath, [own]] : ['npm', []];
}

const inRoot = (file) => path.join(root, file);

/**
 * The lockfile names no registry, so npm would read the whole history of each package only to learn its address: half
 * of the time that an installation takes. This copy says the addresses, by the convention that registries share; what
 * comes from there must still match the lockfile's digests.
 */
export function withAddresses(lock, registry) {
  const base = registry.endsWith('/') ? registry : `${registry}/`;
  const packages = Object.entries(lock.packages).map(([place, entry]) => {
    if (!entry.integrity || entry.resolved || entry.link) return [place, entry];
    const name = entry.name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const file = `${name.split('/').pop()}-${entry.version}.tgz`;
    return [place, { ...entry, resolved: `${base}${name}/-/${file}` }];
  });
  return { ...lock, packages: Object.fromEntries(packages) };
}

function npmCi(cwd, development, output) {
  const [file, args] = npmCommand();
  // Said outright, whatever NODE_ENV is around us. What is in npm's cache is not asked for again.
  const flags = ['ci', development, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const env = boundEnvironment({ ...process.env, NODE_ENV: 'development' });
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...args, ...flags], { cwd, stdio: ['ignore', output, output], env });
    child.once('error', reject);
    child.once('exit', (code, by) =>
      code === 0 ? resolve() : reject(new Error(`npm ci ended with ${by ?? code}`)),
    );
  });
}

function registryAddress() {
  const [file, args] = npmCommand();
  const asked = spawnSync(file, [...args, 'config', 'get', 'registry'], { cwd: root, encoding: 'utf8' });
  return asked.stdout.trim();
}

/** Installs beside the project and moves the result in whole: a killed installation leaves nothing half-made. */
async function installBeside(development) {
  const beside = inRoot('.data/install');
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  for (const file of ['package.json', '.npmrc']) copyFileSync(inRoot(file), path.join(beside, file));
  const lock = withAddresses(
    JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')),
    registryAddress(),
  );
  writeFileSync(path.join(beside, 'package-lock.json'), JSON.stringify(lock));
  await npmCi(beside, development, 'ignore');
  rmSync(inRoot('node_modules'), { recursive: true, force: true });
  renameSync(path.join(beside, 'node_modules'), inRoot('node_modules'));
  rmSync(beside, { recursive: true, force: true });
}

/** `development` is --omit=dev or --include=dev. Where the short way fails, npm goes its own and says why. */
export async function installPackages(development) {
  await installBeside(development).catch((error) => {
    say(`The short installation failed (${error.message}); npm goes its own way`);
    return npmCi(root, development, 'inherit');
  });
  if (!existsSync(inRoot('node_modules'))) throw new Error('npm ci left no node_modules');
}
