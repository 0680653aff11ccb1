import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readJson } from './read-json';

const reload = vi.fn();
const answer = (status: number, body: unknown = null) =>
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(body, { status })));

beforeEach(() => {
  reload.mockClear();
  vi.stubGlobal('window', { location: { reload } });
});
afterEach(() => vi.unstubAllGlobals());

describe('reading for a page', () => {
  it('gives what was answered', async () => {
    answer(200, { unread: 2 });
    expect(await readJson('/api/portal/overview')).toEqual({ unread: 2 });
  });

  it('leads to the sign-in where the session has ended', async () => {
    answer(401);
    await expect(readJson('/api/portal/overview')).rejects.toThrow('401');
    expect(reload).toHaveBeenCalledOnce();
  });

  it('by the way leaves the page, and what is typed there, as it is', async () => {
    answer(401);
    await expect(readJson('/api/portal/notifications', { byTheWay: true })).rejects.toThrow('401');
    expect(reload).not.toHaveBeenCalled();
  });

  it('of anything else that fails leads nowhere', async () => {
    answer(500);
    await expect(readJson('/api/portal/overview')).rejects.toThrow('500');
    expect(reload).not.toHaveBeenCalled();
  });
});
