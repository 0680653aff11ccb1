import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  // `npm run verify` checks the types once; the build need not repeat it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pino', 'prom-client', 'nodemailer', 'file-type', 'rate-limiter-flexible'],
  experimental: {
    // A page's code is read when it is first asked for: all of it at once is a third of a fresh server's memory.
    preloadEntriesOnStart: false,
    // The server's code stays readable in stack traces, and the first build is waited for.
    serverMinification: false,
    turbopackSourceMaps: false,
    serverActions: { bodySizeLimit: '256kb' },
    // Next cuts off what is longer before a route sees it: as much as lib/web/csrf.ts lets through.
    proxyClientMaxBodySize: '26mb',
  },
};

export default createNextIntlPlugin('./lib/web/i18n-request.ts')(config);
