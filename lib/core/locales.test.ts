import { expect, it } from 'vitest';
import { directionOf, localeOf } from './locales';

it('knows where text runs from right to left', () => {
  expect(directionOf('ar-EG')).toBe('rtl');
  expect(directionOf('ar')).toBe('rtl');
  expect(directionOf('fr')).toBe('ltr');
  expect(directionOf('arn')).toBe('ltr');
});

it('falls back to English', () => {
  expect(localeOf('ar')).toBe('ar');
  expect(localeOf('AR')).toBe('en');
  expect(localeOf('__proto__')).toBe('en');
  expect(localeOf(undefined)).toBe('en');
});
