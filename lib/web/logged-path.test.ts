import { expect, it } from 'vitest';
import { loggedPath } from './logged-path';

it('cuts what would open something', () => {
  expect(loggedPath('/approve/abc.def-_?choice=approved')).toBe('/approve/[cut]');
  expect(loggedPath('/api/unsubscribe/token')).toBe('/api/unsubscribe/[cut]');
  expect(loggedPath('/rate/token/more')).toBe('/rate/[cut]/more');
});

it('leaves the rest as it is, but for its query', () => {
  expect(loggedPath('/support/requests/req_1?token=x')).toBe('/support/requests/req_1');
  expect(loggedPath('/ratings')).toBe('/ratings');
});
