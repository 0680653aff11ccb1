import { describe, expect, it } from 'vitest';
import { currentItem } from './shell-types';
import { themeOf } from './theme';

const item = (href: string) => ({ href, label: href, icon: null });
const nav = [{ items: [item('/credits'), item('/desk')] }, { items: [item('/desk/people')] }];

describe('currentItem', () => {
  it('is the longest address over the path', () => {
    expect(currentItem(nav, '/desk')?.href).toBe('/desk');
    expect(currentItem(nav, '/desk/requests/req_1')?.href).toBe('/desk');
    expect(currentItem(nav, '/desk/people/usr_1')?.href).toBe('/desk/people');
  });

  it('does not take a like beginning for the section', () => {
    expect(currentItem(nav, '/creditsome')).toBeUndefined();
  });
});

it('falls back to the system for a theme that is none', () => {
  expect(themeOf('dark')).toBe('dark');
  expect(themeOf('"><script>')).toBe('system');
  expect(themeOf(undefined)).toBe('system');
});
