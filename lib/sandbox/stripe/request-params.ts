import { createHash } from 'node:crypto';
import type { Incoming } from '../http';
import { isMultipart, withoutBoundary } from './files';
import { Params } from './params';

/** What makes a call the same as another under one idempotency key. */
export const fingerprint = (request: Incoming) =>
  createHash('sha256')
    .update(
      `${request.method} ${request.path}\n${isMultipart(request) ? withoutBoundary(request) : request.body}`,
    )
    .digest('hex');

/** The SDK sends what a DELETE says in the query; a file's parts are read by who takes the file. */
export const paramsOf = (request: Incoming) =>
  Params.parse(request.method === 'DELETE' ? request.query : isMultipart(request) ? '' : request.body);
