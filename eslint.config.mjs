import { defineConfig, globalIgnores } from 'eslint/config';
import coreWebVitals from 'eslint-config-next/core-web-vitals';
import typescript from 'eslint-config-next/typescript';

/** Files of which Next, or a tool, demands a default export. */
const DEFAULT_EXPORTED = [
  'app/**/{page,layout,error,global-error,not-found,loading,template,default,forbidden,unauthorized}.tsx',
  'app/**/{robots,sitemap,manifest,icon,apple-icon,opengraph-image,twitter-image}.{ts,tsx}',
  '*.config.{ts,mjs}',
  'lib/web/i18n-request.ts',
  'scripts/test/database-setup.mjs',
  'e2e/**/global-*.ts',
];

const CLOCK = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take the instant from ctx.now, or as a parameter.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take the instant from ctx.now, or as a parameter.',
  },
];

/** Half of the time goes into React's compiler, which reads every file for components. */
const OF_REACT = /^(react|react-hooks|jsx-a11y|@next\/next)\//;
const NO_REACT = Object.fromEntries(
  coreWebVitals
    .flatMap(({ rules = {} }) => Object.keys(rules))
    .filter((rule) => OF_REACT.test(rule))
    .map((rule) => [rule, 'off']),
);

export default defineConfig([
  globalIgnores([
    '.next/**',
    '.next-*/**',
    '.data/**',
    'dist/**',
    'prisma/generated/**',
    'public/pdfjs/**',
    'next-env.d.ts',
  ]),
  globalIgnores(['test-results/**', 'playwright-report/**']),
  ...coreWebVitals,
  ...typescript,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'import/no-anonymous-default-export': 'off',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    // No React here: `useCoupon` counts the use of a coupon.
    files: ['**/*.{ts,mjs,cjs}'],
    ignores: ['{app,components}/**'],
    rules: NO_REACT,
  },
  {
    files: ['lib/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...CLOCK] },
  },
  {
    files: ['{app,components}/**/*.tsx'],
    ignores: ['components/ui/link.tsx'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'next/link', importNames: ['default'], message: 'Take components/ui/link.' }] },
      ],
    },
  },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    ignores: DEFAULT_EXPORTED,
    rules: { 'import/no-default-export': 'error' },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['scripts/**', 'lib/commands/**', 'lib/sandbox/**', 'prisma/seed/**', 'e2e/**', '**/*.test.ts'],
    rules: { 'no-console': 'error' },
  },
  // Plain Node knows require only in what CommonJS tools read.
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
]);
