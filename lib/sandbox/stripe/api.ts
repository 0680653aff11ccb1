import { match, json, type Incoming, type Reply, type Route } from '../http';
import { randomId } from '../ids';
import type { ApiPart, ApiWorld, Read, Write } from './api-part';
import { balanceApi } from './balance';
import { billingApi } from './billing/api';
import { newCustomer } from './customer-object';
import { buildCheckout } from './create-session';
import { disputeApi } from './disputes';
import { badKey, invalidParam, keyReused, missingResource, StripeFault, unknownRoute } from './faults';
import { apiVersion } from './events';
import { Params } from './params';
import { expire } from './payment';
import { fileApi } from './files';
import { fingerprint, paramsOf } from './request-params';
import { chargeOffSession, declineReply } from './off-session';
import { refundApi } from './refunds';
import { eventView, intentView, page, readExpand, sessionView } from './views';

export const sandboxKey = 'sk_test_sandbox';

/** A further part of the API is one more row. */
const parts: ((world: ApiWorld, loseAnswers: () => void) => ApiPart)[] = [
  billingApi,
  refundApi,
  disputeApi,
  fileApi,
  balanceApi,
];

function reads({ store }: ApiWorld): Record<string, Read> {
  const found = <T>(value: T | null | undefined, kind: string, id: string): T => {
    if (!value) throw missingResource(kind, id);
    return value;
  };
  const id = (request: Incoming) => request.params.id ?? '';
  return {
    '/v1/checkout/sessions/:id': (request, params) =>
      sessionView(
        found(store.checkouts.get(id(request)), 'checkout.session', id(request)),
        readExpand(params.allow('expand')),
        store,
      ),
    '/v1/checkout/sessions': (_request, params) => {
      params.allow('limit', 'starting_after', 'payment_intent', 'customer', 'status', 'expand');
      const wanted = ['payment_intent', 'customer', 'status'] as const;
      const rows = [...store.checkouts.values()]
        .reverse()
        .filter(({ session }) => wanted.every((key) => [null, session[key]].includes(params.text(key))));
      const expand = readExpand(params, 'data.');
      return page(
        rows.map((row) => sessionView(row, expand, store)),
        params,
        '/v1/checkout/sessions',
      );
    },
    '/v1/payment_intents/:id': (request, params) => {
      const withCharge = params.allow('expand', 'client_secret').texts('expand').includes('latest_charge');
      return intentView(found(store.byIntent(id(request)), 'payment_intent', id(request)), withCharge);
    },
    '/v1/payment_intents': (_request, params) => {
      params.allow('customer', 'created', 'limit', 'starting_after');
      const customer = params.required('customer');
      if (!store.customers.has(customer)) throw missingResource('customer', customer, 'customer');
      const from = params.object('created')?.allow('gte').integer('gte') ?? 0;
      const all = store.trails().map(([, { intent }]) => intent);
      const rows = all.filter((intent) => intent?.customer === customer && intent.created >= from);
      return page(
        rows.filter((intent) => intent !== null).sort((a, b) => b.created - a.created),
        params,
        '/v1/payment_intents',
      );
    },
    '/v1/charges/:id': (request, params) => {
      params.allow();
      const record = found(store.byCharge(id(request)), 'charge', id(request));
      return record.charges.find((charge) => charge.id === id(request));
    },
    '/v1/customers/:id': (request, params) => {
      params.allow();
      return found(store.customers.get(id(request)), 'customer', id(request)).customer;
    },
    '/v1/events/:id': (request, params) => {
      params.allow();
      return eventView(found(store.eventById(id(request)), 'event', id(request)).record);
    },
    '/v1/events': (_request, params) => {
      params.allow('limit', 'starting_after', 'type', 'types');
      const types = [...params.texts('types'), ...params.texts('type')];
      const rows = store.events().map(({ record }) => eventView(record));
      return page(
        rows.filter((event) => types.length === 0 || types.includes(event.type)),
        params,
        '/v1/events',
      );
    },
  };
}

function writes(world: ApiWorld, loseAnswers: () => void): Record<string, Write> {
  const { store } = world;
  return {
    '/v1/checkout/sessions': (_request, params) => {
      const expand = readExpand(params);
      const record = buildCheckout(params, { store, now: world.now(), publicUrl: world.publicUrl() });
      return {
        value: sessionView(record, expand, store),
        commit: (replies) => store.saveCheckout({ ...record, replies }),
      };
    },
    '/v1/checkout/sessions/:id/expire': (request, params) => {
      params.allow('expand');
      const id = request.params.id ?? '';
      const status = store.checkouts.get(id)?.session.status;
      if (!status) throw missingResource('checkout.session', id);
      if (!expire(world, id))
        throw invalidParam(
          'session',
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${status}\`.`,
        );
      return {
        value: store.checkouts.get(id)?.session,
        commit: (replies) => store.changeCheckout(id, (draft) => draft.replies.push(...replies)),
      };
    },
    '/v1/payment_intents': (_request, params) => {
      if (store.settings.nextCharge === 'unreachable') throw away();
      const { record, outcome } = chargeOffSession(params, { store, now: world.now() });
      const isDeclined = record.intent.status === 'requires_payment_method';
      return {
        value: record.intent,
        fault: isDeclined ? declineReply(record) : undefined,
        commit: (replies) => {
          store.saveIntent({ ...record, replies });
          store.saveSettings({ nextCharge: null });
          if (outcome === 'lost') loseAnswers();
        },
      };
    },
    '/v1/payment_methods/:id/detach': (request, params) => {
      params.allow();
      const id = request.params.id ?? '';
      const saved = store.methods.get(id);
      if (!saved) throw missingResource('PaymentMethod', id, 'payment_method');
      if (saved.method.customer === null)
        throw invalidParam(
          'payment_method',
          'The payment method you provided is not attached to a customer so detachment is impossible.',
          'payment_method_not_available',
        );
      return {
        value: { ...saved.method, customer: null },
        commit: (replies) =>
          store.changeMethod(id, (draft) => {
            draft.method.customer = null;
            draft.replies.push(...replies);
          }),
      };
    },
    '/v1/customers': (_request, params) => {
      const customer = newCustomer(params, Math.floor(world.now().getTime() / 1000));
      return { value: customer, commit: (replies) => store.saveCustomer({ customer, replies }) };
    },
  };
}

const away = () => new StripeFault(503, { type: 'api_error', message: 'Nobody answers.' });

/** A call and the two retries of the SDK. */
const lostAnswers = 3;

/** Answers one call of Stripe's API: key, route, idempotency, then the route's own work. */
export function stripeApi(world: ApiWorld): (request: Incoming) => Reply {
  let lost = 0;
  const loseAnswers = () => {
    lost = lostAnswers;
  };
  const all: ApiPart[] = [
    { reads: reads(world), writes: writes(world, loseAnswers) },
    ...parts.map((part) => part(world, loseAnswers)),
  ];
  const merged = <T>(pick: (part: ApiPart) => Record<string, T> | undefined) =>
    new Map(all.flatMap((part) => Object.entries(pick(part) ?? {})));
  const readers = merged(({ reads: rows }) => rows);
  const writers = { POST: merged(({ writes: rows }) => rows), DELETE: merged(({ deletes: rows }) => rows) };
  const routes = (method: Route['method'], paths: Iterable<string>): Route[] =>
    [...paths].map((path) => ({ method, path, handle: () => json(null) }));
  const table = [
    ...routes('GET', readers.keys()),
    ...routes('POST', writers.POST.keys()),
    ...routes('DELETE', writers.DELETE.keys()),
  ];

  function answer(request: Incoming): Reply {
    const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    if (key !== sandboxKey) throw badKey(key);
    const found = match(table, request.method, request.path);
    if (!found) throw unknownRoute(request.method, request.path);
    const routed = { ...request, params: found.params };
    if (request.method === 'GET')
      return json(readers.get(found.route.path)?.(routed, Params.parse(request.query)));
    const write = writers[request.method === 'DELETE' ? 'DELETE' : 'POST'].get(found.route.path);
    if (!write) throw unknownRoute(request.method, request.path);
    return once(routed, write);
  }

  function once(request: Incoming, write: Write): Reply {
    const header = request.headers['idempotency-key'];
    const key = typeof header === 'string' ? header : null;
    const saved = key ? world.store.savedReply(key, world.now().getTime()) : null;
    if (key && saved) {
      if (saved.request !== fingerprint(request)) throw keyReused(key);
      const headers = { 'content-type': 'application/json; charset=utf-8', 'idempotent-replayed': 'true' };
      return { status: saved.status, headers, body: saved.body };
    }
    const change = write(request, paramsOf(request));
    const reply = change.fault?.reply() ?? json(change.value);
    const atMs = world.now().getTime();
    change.commit(
      key ? [{ key, request: fingerprint(request), status: reply.status, body: reply.body, atMs }] : [],
    );
    return reply;
  }

  return (request) => {
    const echo = request.headers['idempotency-key'];
    const headers: Record<string, string> = {
      'request-id': randomId('req_', 14),
      'stripe-version': apiVersion,
      ...(typeof echo === 'string' ? { 'idempotency-key': echo } : {}),
    };
    try {
      const reply = answer(request);
      if (request.method === 'POST' && lost > 0) {
        lost -= 1;
        return away().reply();
      }
      return { ...reply, headers: { ...reply.headers, ...headers } };
    } catch (error) {
      if (!(error instanceof StripeFault)) throw error;
      const reply = error.reply();
      return { ...reply, headers: { ...reply.headers, ...headers } };
    }
  };
}
