import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FileStore } from './file-store';
import { localDisk } from './local-disk';
import { s3 } from './s3';

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'very/secret+key', region: 'eu-central-1' };
const hex = (data: Uint8Array | string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/** The signature as AWS computes it from what arrived, written from its documentation and not with our library. */
function expectedSignature(request: IncomingMessage): string {
  const header = request.headers.authorization ?? '';
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=[0-9a-f]{64}$/.exec(
      header,
    );
  const [, accessKey, day = '', region = '', signed = ''] = found ?? [];
  if (accessKey !== keys.accessKeyId || region !== keys.region) return 'no such key';
  const names = signed.split(';');
  for (const needed of ['host', 'x-amz-content-sha256', 'x-amz-date'])
    if (!names.includes(needed)) return `${needed} is not signed`;
  const canonical = [
    request.method,
    new URL(request.url ?? '', 'http://s3').pathname,
    '',
    ...names.map((name) => `${name}:${String(request.headers[name])}`),
    '',
    signed,
    request.headers['x-amz-content-sha256'],
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hex(canonical)].join('\n');
  const dayKey = hmac(`AWS4${keys.secretAccessKey}`, day);
  return hmac(hmac(hmac(hmac(dayKey, region), 's3'), 'aws4_request'), text).toString('hex');
}

/** A bucket on a real socket: checks every signature and hash, can be busy, keeps objects in memory. */
class Bucket {
  readonly objects = new Map<string, { body: Buffer; type: string | undefined }>();
  busy = 0;
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop() {
    this.server?.closeAllConnections();
    return new Promise((resolve) => this.server?.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request).catch(() => null);
    if (!body) return;
    const refuse = (status: number, code: string) =>
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<Error><Code>${code}</Code></Error>`);
    if (this.busy-- > 0) return void refuse(503, 'SlowDown');
    if (!request.headers.authorization?.endsWith(`Signature=${expectedSignature(request)}`))
      return void refuse(403, 'SignatureDoesNotMatch');
    if (request.headers['x-amz-content-sha256'] !== hex(body))
      return void refuse(400, 'XAmzContentSHA256Mismatch');
    const key = request.url ?? '';
    if (request.method === 'PUT') {
      if (request.headers['content-length'] === undefined) return void refuse(411, 'MissingContentLength');
      this.objects.set(key, { body, type: request.headers['content-type'] });
      return void response.writeHead(200).end();
    }
    const object = this.objects.get(key);
    if (!object) return void refuse(404, 'NoSuchKey');
    if (request.method === 'DELETE') this.objects.delete(key);
    if (request.method === 'DELETE') return void response.writeHead(204).end();
    response.writeHead(200, { 'content-length': object.body.length }).end(object.body);
  }
}

const bucket = new Bucket();
let endpoint = '';
const dir = mkdtempSync(path.join(tmpdir(), 'meterdesk-files-'));
const stores: Record<string, () => FileStore> = {
  disk: () => localDisk(dir),
  s3: () => s3({ endpoint, bucket: 'meterdesk', ...keys }),
};

beforeAll(async () => {
  endpoint = await bucket.start();
});
beforeEach(() => {
  bucket.busy = 0;
});
afterAll(() => bucket.stop());

const content = Buffer.from('Łódź '.repeat(50_000));
const meta = { contentType: 'text/plain', size: content.length, sha256: hex(content) };
const chunks = () => Readable.from([content.subarray(0, 70_000), content.subarray(70_000)]);

describe.each(Object.keys(stores))('%s', (name) => {
  const store = () => {
    const make = stores[name];
    if (!make) throw new Error(name);
    return make();
  };
  const read = async (key: string) => {
    const { stream, size } = await store().get(key);
    return { body: await buffer(stream), size };
  };

  test('keeps bytes and streams, replaces, gives back and removes', async () => {
    const key = `org_1/att_${name}.v1`;
    await store().put(key, content, meta);
    expect(await read(key)).toEqual({ body: content, size: content.length });
    await store().put(key, chunks(), meta);
    expect((await read(key)).body.equals(content)).toBe(true);
    await store().remove(key);
    await store().remove(key);
    await expect(store().get(key)).rejects.toMatchObject({ code: 'not_found', reason: 'file_not_found' });
  });

  test('refuses content of another size or hash and keeps nothing of it', async () => {
    const wrong = [
      { ...meta, size: meta.size - 1 },
      { ...meta, size: meta.size + 1 },
      { ...meta, sha256: hex('x') },
    ];
    for (const said of wrong)
      for (const body of [content, chunks()])
        await expect(store().put('org_1/bad', body, said)).rejects.toMatchObject({ reason: 'file_corrupt' });
    await expect(store().get('org_1/bad')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('keeps nothing of a stream that breaks off', async () => {
    const broken = Readable.from(
      (async function* () {
        yield content.subarray(0, 10);
        throw new Error('the client left');
      })(),
    );
    await expect(store().put('org_1/broken', broken, meta)).rejects.toThrow();
    await expect(store().get('org_1/broken')).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each([
    '../secret',
    'a/../../b',
    '/etc/passwd',
    'a//b',
    '',
    '.',
    'a/.hidden',
    'a\0b',
    'a\\b',
    'é',
    'a b',
    'x'.repeat(513),
  ])('never touches the key %j', async (key) => {
    await expect(store().get(key)).rejects.toThrow('not a storage key');
    await expect(store().put(key, content, meta)).rejects.toThrow('not a storage key');
    await expect(store().remove(key)).rejects.toThrow('not a storage key');
  });
});

test('the disk holds no draft after all that', () => {
  expect(readdirSync(path.join(dir, 'drafts'))).toEqual([]);
});

test('S3: the type of the content is kept with it', async () => {
  await stores.s3?.().put('org_1/typed', content, meta);
  expect(bucket.objects.get('/meterdesk/org_1/typed')?.type).toBe('text/plain');
});

test('S3: a busy store is asked again, one that stays busy is unavailable', async () => {
  bucket.busy = 2;
  await stores.s3?.().put('org_1/busy', content, meta);
  bucket.busy = 99;
  await expect(stores.s3?.().get('org_1/busy')).rejects.toMatchObject({ reason: 'storage_unavailable' });
});

test('S3: a wrong secret and a store that is down are unavailable, never «not found»', async () => {
  const wrong = s3({ endpoint, bucket: 'meterdesk', ...keys, secretAccessKey: 'other' });
  const down = s3({ endpoint: 'http://127.0.0.1:1', bucket: 'meterdesk', ...keys });
  for (const store of [wrong, down])
    for (const call of [() => store.get('a'), () => store.remove('a'), () => store.put('a', content, meta)])
      await expect(call()).rejects.toMatchObject({ code: 'provider_unavailable' });
});
