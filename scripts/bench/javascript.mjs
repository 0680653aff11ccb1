// First-load JavaScript: the scripts that a route's HTML names, gzipped, from the production build.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ask, distDir, openSite } from './site.mjs';
import { printTable } from './table.mjs';

const ORGANISATION = 'org_pages';
const ROUTES = [
  ...['/sign-in', '/sign-up', '/forgot-password'],
  ...['/overview', '/credits', '/billing', '/support', '/support/new', '/settings'],
  ...['/desk', '/finance/revenue', '/admin/catalogue', '/admin/customers', '/admin/people', '/admin/audit'],
];
const OPEN = new Set(['/sign-in', '/sign-up', '/forgot-password']);

/** Files that the browser fetches before the page is alive: scripts and their preloads. `nomodule` is for none of ours. */
function scriptsOf(html) {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const wanted = tags.filter(
    (tag) => !/\snomodule/i.test(tag) && /^<script|as="script"|rel="modulepreload"/.test(tag),
  );
  const files = wanted.map((tag) => /(?:src|href)="\/_next\/([^"?]+\.js)/.exec(tag)?.[1]);
  return [...new Set(files.filter(Boolean))].map((file) => decodeURIComponent(file));
}

const sizes = new Map();
function gzippedBytes(file) {
  if (!sizes.has(file)) {
    const onDisk = path.join(distDir, file);
    if (!existsSync(onDisk)) throw new Error(`${file} is named by a page but not in the build`);
    sizes.set(file, gzipSync(readFileSync(onDisk), { level: 9 }).length);
  }
  return sizes.get(file);
}

export async function benchJavaScript(place) {
  const site = await openSite(place, 'pages', [ORGANISATION]);
  try {
    const cookie = await site.cookie(ORGANISATION);
    const pages = [];
    for (const route of ROUTES) {
      const { status, body } = await ask(site.address + route, OPEN.has(route) ? {} : { cookie });
      if (status !== 200) throw new Error(`${route} answered ${status}`);
      const files = scriptsOf(body.toString());
      if (files.length === 0) throw new Error(`${route} names no script: the measure would lie`);
      pages.push({ route, files });
    }
    const shared = pages[0].files.filter((file) => pages.every(({ files }) => files.includes(file)));
    const sum = (files) => files.reduce((total, file) => total + gzippedBytes(file), 0);
    const results = pages.map(({ route, files }) => ({ route, files: files.length, gzipBytes: sum(files) }));
    const sharedBytes = sum(shared);
    const kb = (bytes) => (bytes / 1_000).toFixed(1);
    printTable(
      `First-load JavaScript, gzip, in kB (${kb(sharedBytes)} kB of it on every page)`,
      results.map(({ route, files, gzipBytes }) => ({
        ...{ route, scripts: files, 'kB gzip': kb(gzipBytes), 'its own': kb(gzipBytes - sharedBytes) },
      })),
    );
    return { sharedBytes, results };
  } finally {
    await site.stop();
  }
}
