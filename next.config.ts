import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  // `npm run verify` checks the types once; the build need not repeat it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pino', 'prom-client', 'nodemailer', 'file-type', 'rate-limiter-flexible'],
  experimental: { serverActions: { bodySizeLimit: '256kb' } },
};

export default createNextIntlPlugin('./lib/web/i18n-request.ts')(config);
