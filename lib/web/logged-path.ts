const SECRET = /^(\/(?:api\/)?(?:approve|rate|unsubscribe)\/)[^/?]+/;

/** A path as it may stand in a log: without its query, and without the secret that some addresses carry. */
export function loggedPath(path: string): string {
  return (path.split('?')[0] ?? '').replace(SECRET, '$1[cut]');
}
