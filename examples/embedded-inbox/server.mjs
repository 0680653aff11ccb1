// An app of the company's own that embeds Meterdesk's inbox: plain Node, no dependency. README.md says how to run it.
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { apiPage, failurePage, iframePage, scriptPage } from './pages.mjs';
import { portalApi } from './portal-api.mjs';
import { signToken } from './sign-token.mjs';

const NEEDED = ['PORTAL_URL', 'DEPLOYMENT_ID', 'DEPLOYMENT_KEY_ID', 'DEPLOYMENT_SECRET', 'API_KEY'];

function readSettings(env) {
  const missing = NEEDED.filter((name) => !env[name]);
  if (missing.length > 0) throw new Error(`These are missing: ${missing.join(', ')}`);
  return {
    portalUrl: env.PORTAL_URL,
    deploymentId: env.DEPLOYMENT_ID,
    keyId: env.DEPLOYMENT_KEY_ID,
    secret: env.DEPLOYMENT_SECRET,
    apiKey: env.API_KEY,
  };
}

/**
 * Who is signed in. A real app reads its own session here and nothing else: whoever this says may read that person's
 * requests. The example takes the name from a cookie that `/?as=sam@shop.test` sets.
 */
function userOf(request, url) {
  const cookie = /(?:^|;\s*)shop_user=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const email = url.searchParams.get('as') ?? (cookie && decodeURIComponent(cookie)) ?? 'sam@shop.test';
  const role = email.startsWith('boss@') ? 'admin' : 'reporter';
  return { email, name: email.split('@')[0], role, lang: url.searchParams.get('lang') ?? 'en' };
}

async function readForm(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

export function startExample(env, port = Number(env.PORT ?? 0)) {
  const settings = readSettings(env);
  const portal = portalApi(settings);

  async function answer(request, url, user) {
    if (url.pathname === '/') return scriptPage(settings, user);
    if (url.pathname === '/iframe') return iframePage(settings, user, signToken(settings, user));
    if (url.pathname === '/token') return { token: signToken(settings, user) };
    if (url.pathname !== '/api') return null;
    if (request.method === 'POST') {
      const subject = (await readForm(request)).get('subject') ?? '';
      await portal.file(user, { key: randomUUID(), subject, body: `Reported from the shop: ${subject}` });
    }
    return apiPage(user, await portal.list(user), await portal.unread(user));
  }

  async function serve(request, response) {
    // An address like `//` is none: it is the shop's first page.
    const url = URL.parse(request.url ?? '/', 'http://shop') ?? new URL('http://shop/');
    const user = userOf(request, url);
    const send = (status, body) => {
      const isPage = typeof body === 'string';
      response.writeHead(status, {
        'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json',
        'cache-control': 'no-store',
        'set-cookie': `shop_user=${encodeURIComponent(user.email)}; Path=/; HttpOnly; SameSite=Lax`,
      });
      response.end(isPage ? body : JSON.stringify(body));
    };
    try {
      const body = await answer(request, url, user);
      send(body === null ? 404 : 200, body ?? 'Not found');
    } catch (error) {
      send(error.status ?? 502, failurePage(user, error));
    }
  }

  const server = createServer((request, response) => void serve(request, response));
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () =>
      resolve({ server, url: `http://localhost:${server.address().port}` }),
    );
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await startExample(process.env);
  console.log(`The shop is at ${url}`);
}
