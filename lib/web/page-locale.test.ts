import { expect, it } from 'vitest';
import { pageLocale } from './page-locale';

const page = { path: '/approve/token', lang: null, cookie: undefined };

it('speaks the language that the address of a public page names', () => {
  expect(pageLocale({ ...page, lang: 'ar', cookie: 'fr' })).toBe('ar');
  expect(pageLocale({ ...page, path: '/embed/dep_1', lang: 'fr' })).toBe('fr');
  expect(pageLocale({ ...page, path: '/api/embed/requests', lang: 'fr' })).toBe('fr');
});

it('falls back to what the browser remembers, then to English', () => {
  expect(pageLocale({ ...page, lang: 'xx', cookie: 'ar' })).toBe('ar');
  expect(pageLocale({ ...page, lang: '../ar' })).toBe('en');
  expect(pageLocale(page)).toBe('en');
});

it('leaves every other page in English', () => {
  for (const path of ['/', '/overview', '/ratings', '/embedded', '/api/embedded'])
    expect(pageLocale({ path, lang: 'ar', cookie: 'ar' })).toBe('en');
});
