import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Unpacks the Chromium that comes as a package, for Linux on x64, with the libraries it needs beside it. */
async function unpacked() {
  const home = path.dirname(path.dirname(new URL(import.meta.resolve('@sparticuz/chromium')).pathname));
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  const executable = await chromium.executablePath();
  await inflate(path.join(home, 'bin/al2023.tar.br'));
  const libraries = path.join(os.tmpdir(), 'al2023/lib');
  return {
    CHROMIUM_PATH: executable,
    LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
  };
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

/** The variables that make Playwright find a Chromium: yours, an installed one, Playwright's own, or the package's. */
export async function browserEnvironment() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH=${named} does not exist.`);
  const found = [named, ...INSTALLED, await playwrightsOwn()].find((file) => file && existsSync(file));
  return found ? { CHROMIUM_PATH: found } : unpacked();
}
