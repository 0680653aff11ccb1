import { type Cast, newCast } from '../fixtures/cast';
import { ask, json } from '../fixtures/http';
import { expect, test } from '../fixtures/test';
import { expectGuarded, expectRefusal } from './guarded';
import { existingRoutes } from './routes';

let cast: Cast;
test.beforeAll(async () => {
  cast = await newCast();
});

test.describe('addresses', () => {
  const unreadable = [
    '%',
    '%00',
    '%ED%A0%80',
    '%C0%AF',
    '%E0%A4%A',
    '..%2f..%2fetc',
    'a'.repeat(4_000),
    '-1',
    'NaN',
  ];
  const dynamic = existingRoutes().filter((route) => route.startsWith('GET ') && route.includes('['));

  // Each address is asked by every second name, its neighbour by the others.
  const namesFor = (nth: number) => unreadable.filter((_, index) => index % 2 === nth % 2);

  for (const [nth, route] of dynamic.entries()) {
    test(`${route} answers unreadable names with a 404`, async () => {
      const pattern = route.replace('GET ', '');
      const isStaff = /^\/(desk|finance|admin|api\/(desk|finance))/.test(pattern);
      for (const name of namesFor(nth)) {
        const path = pattern.replaceAll(/\[[^\]]+\]/g, name);
        const answer = await ask('GET', path, { as: isStaff ? cast.admin : cast.owner });
        expectGuarded(answer, path);
        // The embedded inbox is asked for its token first.
        const refusals = path.startsWith('/api/embed/') ? [401, 404] : [404, 422];
        expect.soft(refusals, `${answer.status} ${path}`).toContain(answer.status);
      }
    });
  }

  test('an empty segment makes an address of the API unknown; a page goes where it went', async () => {
    for (const path of ['/api/v1', '/api/v1/', '/api/v1/credits/balance/', '/api/v1//credits/balance'])
      expectRefusal(await ask('GET', path), 404, 'unknown_route');
    for (const [path, to] of [
      ['/sign-in/', '/sign-in'],
      ['//sign-in', '/sign-in'],
    ] as const) {
      const { status, headers } = await ask('GET', path);
      expect.soft({ status, to: headers.location }, path).toEqual({ status: 308, to });
    }
  });

  const queries = ['%00', '%ED%A0%80', '-1', 'NaN', '1e999', '9'.repeat(400), `x${'y'.repeat(900)}`, '%'];
  const names = 'tab before after view from to returnTo next organisation q token'.split(' ');
  const pages = existingRoutes().filter((route) => route.startsWith('GET ') && !route.includes('['));
  // Each name has another value in each of a page's four queries; over the pages every name meets every value.
  const queryOf = (nth: number) =>
    names.map((name, index) => `${name}=${queries[(index + nth) % queries.length]}`).join('&');
  for (const [nth, route] of pages.entries()) {
    test(`${route} with queries that cannot be read falls back to the page`, async () => {
      const path = route.replace('GET ', '');
      const isStaff = /^\/(desk|finance|admin|api\/(desk|finance))/.test(path);
      const askWith = async (query: string) => {
        const answer = await ask('GET', `${path}?${query}`, { as: isStaff ? cast.admin : cast.owner });
        expectGuarded(answer, `${path}?${query.slice(0, 80)}`);
      };
      // A page's queries side by side: the pages are many.
      await Promise.all([0, 2, 4, 6].map((turn) => askWith(queryOf(nth + turn))));
    });
  }

  test('a method that is not offered, and one that does not exist', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'OPTIONS', 'DELETE', 'PATCH', 'PUT']) {
      for (const path of ['/overview', '/api/portal/overview', '/api/health', '/api/webhooks/stripe'])
        expectGuarded(await ask(method, path, { as: cast.owner }), `${method} ${path}`);
    }
  });
});

test.describe('origins', () => {
  // Programs prove themselves by what they send; no cookie of a reader helps them.
  const changes = existingRoutes().filter(
    (route) => !route.startsWith('GET ') && !/\/api\/(webhooks|unsubscribe|embed|v1)\//.test(route),
  );
  for (const route of [...changes, 'POST /credits', 'POST /sign-in']) {
    test(`${route} wants our own origin`, async () => {
      const [method = '', pattern = ''] = route.split(' ');
      const path = pattern.replaceAll(/\[[^\]]+\]/g, 'x');
      for (const origin of [null, 'null', 'https://evil.example', 'http://localhost.evil.example', 'garbage'])
        expectRefusal(await ask(method, path, { as: cast.owner, origin, ...json('{}') }), 403, 'forbidden');
    });
  }
});
