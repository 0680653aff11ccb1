/** Text of ours to keep, never from a cache; `name` is plain ASCII. */
export function textFile(text: string, { type, name }: { type: string; name: string }): Response {
  return new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
