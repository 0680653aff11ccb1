import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clientAddress, recordSocketAddresses } from './client-address';

describe('clientAddress', () => {
  it('is the socket’s own without proxies, whatever the caller says', async () => {
    recordSocketAddresses();
    const server = createServer((request, response) => response.end(request.headers['x-forwarded-for']));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const seen = await (
      await fetch(`http://127.0.0.1:${port}`, { headers: { 'x-forwarded-for': '1.2.3.4' } })
    ).text();
    server.close();
    expect(seen).toBe('1.2.3.4, 127.0.0.1');
    expect(clientAddress(new Headers({ 'x-forwarded-for': seen }), 0)).toBe('127.0.0.1');
  });

  it('is what the trusted proxies saw, and no more of what they were told', () => {
    const list = new Headers({ 'x-forwarded-for': '6.6.6.6, 203.0.113.7, 10.0.0.9' });
    expect(clientAddress(list, 1)).toBe('203.0.113.7');
    expect(clientAddress(list, 5)).toBe('6.6.6.6');
  });

  it('reads an IPv4 address in IPv6 dress, and nothing that is no address', () => {
    expect(clientAddress(new Headers({ 'x-forwarded-for': '::ffff:10.0.0.1' }), 0)).toBe('10.0.0.1');
    expect(clientAddress(new Headers({ 'x-forwarded-for': 'a\tb' }), 0)).toBeUndefined();
    expect(clientAddress(new Headers(), 0)).toBeUndefined();
  });
});
