import { REQUEST_METHOD } from './request-names';

/** What the headers of a request tell of whoever opens a link: a browser's own words, which a program may not say. */
export function viewFacts(source: Headers) {
  return {
    method: source.get(REQUEST_METHOD) ?? 'GET',
    userAgent: source.get('user-agent') ?? '',
    fetchMode: source.get('sec-fetch-mode'),
    fetchUser: source.get('sec-fetch-user'),
    purpose: source.get('sec-purpose') ?? source.get('purpose'),
    language: source.get('accept-language'),
  };
}
