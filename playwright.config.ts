import { defineConfig } from '@playwright/test';

// `npm test -- e2e` starts a fresh installation and sets these; without them the tests run against `npm run dev`.
const baseURL = process.env.E2E_URL ?? 'http://localhost:3000';
const isRoot = process.getuid?.() === 0;

/** A busy machine misleads one journey in a thousand. It is tried once more, and the summary names it (ADR 31). */
const JOURNEY = { retries: 1, testIgnore: ['**/http/**'] };

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  // Two wait a third of the time, for answers and for the worker's jobs: three fill two cores.
  workers: 3,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    baseURL,
    locale: 'en-US',
    timezoneId: 'UTC',
    contextOptions: { reducedMotion: 'reduce' },
    // Recording costs a sixth of the time; a failure leaves a picture and the page's structure in any case.
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-dev-shm-usage',
        '--disable-gpu',
        '--force-color-profile=srgb',
      ],
    },
  },
  projects: [
    // What needs no browser: every route, action and refusal over plain HTTP.
    { name: 'http', testDir: 'e2e/http' },
    { name: 'desktop', ...JOURNEY, use: { viewport: { width: 1280, height: 800 } } },
    {
      name: 'phone',
      ...JOURNEY,
      // Long journeys of finance and administration are walked on the desktop; 10-everywhere looks at their pages here too.
      testIgnore: [
        ...JOURNEY.testIgnore,
        '**/{08-revenue,09-admin,12-api,20-refunds,21-month-end,23-dispute}.spec.ts',
      ],
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
    },
  ],
});
