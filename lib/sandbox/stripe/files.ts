import type Stripe from 'stripe';
import type { Incoming } from '../http';
import { randomId } from '../ids';
import type { ApiPart, ApiWorld, Change } from './api-part';
import { invalidParam, missingParam, missingResource } from './faults';

const boundaryOf = (request: Incoming) =>
  /^multipart\/form-data; ?boundary="?([^";]+)"?/.exec(request.headers['content-type'] ?? '')?.[1] ?? null;

export const isMultipart = (request: Incoming): boolean => boundaryOf(request) !== null;

/** What a body says apart from its boundary, which the SDK makes anew for each call. */
export const withoutBoundary = (request: Incoming): string =>
  request.bytes.toString('latin1').replaceAll(boundaryOf(request) ?? '\0', '');

type Part = { name: string; fileName: string | null; type: string | null; bytes: Buffer };

function partsOf(request: Incoming): Part[] {
  const text = request.bytes.toString('latin1');
  return text
    .split(`--${boundaryOf(request)}`)
    .slice(1, -1)
    .map((part) => {
      const end = part.indexOf('\r\n\r\n');
      const head = Buffer.from(part.slice(0, end), 'latin1').toString('utf8');
      return {
        name: /name="([^"]*)"/.exec(head)?.[1] ?? '',
        fileName: /filename="([^"]*)"/.exec(head)?.[1] ?? null,
        type: /content-type: (.*)/i.exec(head)?.[1]?.trim() ?? null,
        bytes: Buffer.from(part.slice(end + 4, -2), 'latin1'),
      };
    });
}

/** Files for disputes: kept, and named by their id afterwards. */
export function fileApi({ store, now }: ApiWorld): ApiPart {
  return {
    reads: {
      '/v1/files/:id': (request, params) => {
        params.allow('expand');
        const found = store.files.get(request.params.id ?? '');
        if (!found) throw missingResource('file upload', request.params.id ?? '');
        return found.file;
      },
    },
    writes: { '/v1/files': (request) => create(request) },
  };

  function create(request: Incoming): Change {
    const parts = partsOf(request);
    const purpose = parts.find(({ name }) => name === 'purpose')?.bytes.toString('utf8');
    if (!purpose) throw missingParam('purpose');
    if (purpose !== 'dispute_evidence') throw invalidParam('purpose', `Invalid purpose: ${purpose}`);
    const sent = parts.find(({ name }) => name === 'file');
    if (!sent?.fileName) throw missingParam('file');
    if (!['application/pdf', 'image/jpeg', 'image/png'].includes(sent.type ?? ''))
      throw invalidParam('file', 'Invalid file: must be a PDF, JPEG or PNG.');
    const file = {
      ...{ id: randomId('file_1', 23), object: 'file', created: Math.floor(now().getTime() / 1_000) },
      ...{ expires_at: null, filename: sent.fileName, links: null, purpose, size: sent.bytes.length },
      ...{ title: null, type: sent.type?.split('/')[1] ?? null, url: null },
    } as Stripe.File;
    const content = sent.bytes.toString('base64');
    return { value: file, commit: (replies) => store.saveFile({ file, content, replies }) };
  }
}
