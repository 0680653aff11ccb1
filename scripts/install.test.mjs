import { expect, test } from 'vitest';
import { withAddresses } from './install.mjs';

const lock = {
  packages: {
    '': { name: 'meterdesk' },
    'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
    'node_modules/a/node_modules/@scope/b': { version: '1.2.3', integrity: 'sha512-b' },
    'node_modules/alias': { name: 'real', version: '2.0.0', integrity: 'sha512-c' },
    'node_modules/told': {
      version: '1.0.0',
      integrity: 'sha512-d',
      resolved: 'https://elsewhere.test/told.tgz',
    },
    'node_modules/linked': { link: true, resolved: 'packages/linked' },
  },
};

test('addresses follow the registry convention; what is told or linked stays', () => {
  const { packages } = withAddresses(lock, 'https://registry.test/npm');
  expect(Object.values(packages).map(({ resolved }) => resolved)).toEqual([
    undefined,
    'https://registry.test/npm/zod/-/zod-4.0.0.tgz',
    'https://registry.test/npm/@scope/b/-/b-1.2.3.tgz',
    'https://registry.test/npm/real/-/real-2.0.0.tgz',
    'https://elsewhere.test/told.tgz',
    'packages/linked',
  ]);
});
