import path from 'node:path';
import { Clock, clockRoutes } from './clock';
import { html, htmlPage } from './html';
import { listen, match, redirect, type Incoming, type Reply, type Route } from './http';
import { openLlm } from './llm/open-llm';
import type { MailIn } from './mail/answer-routes';
import { mailRoutes } from './mail/mail-routes';
import { startSmtp } from './mail/smtp';
import { MailStore } from './mail/store';
import { openPaymob } from './paymob/open';
import { stripeApi } from './stripe/api';
import { billingControl, runDue } from './stripe/billing/control';
import { billingPages } from './stripe/billing/pages';
import { checkoutRoutes } from './stripe/checkout-routes';
import { controlRoutes } from './stripe/control-routes';
import { Deliveries } from './stripe/deliveries';
import { expire } from './stripe/payment';
import { moneyBackControl } from './stripe/money-back-control';
import { payoutControl } from './stripe/payouts';
import { StripeStore } from './stripe/store';
import { telegramRoutes } from './telegram/telegram-routes';

export interface SandboxOptions {
  port: number;
  smtpPort: number;
  /** Where the webhook endpoint lives: `${appUrl}/api/webhooks/stripe`. */
  appUrl: string;
  webhookSecret: string;
  dir: string;
  /** Where browsers reach this process, when not at the address it listens on. */
  publicUrl?: string;
  now?: () => Date;
  /** Time goes on only when somebody moves it. */
  isClockStill?: boolean;
  retryBaseMs?: number;
  /** Where the portal takes mail; without it none can be answered. */
  mailIn?: MailIn;
}

export interface Sandbox {
  url: string;
  smtpPort: number;
  close(): Promise<void>;
}

const expiryTickMs = 1_000;

/** Starts the Stripe stand-in, the SMTP server and the mail view in this process. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = new Clock(options.dir, options.isClockStill);
  const now = options.now ?? clock.now;
  const store = new StripeStore(path.join(options.dir, 'stripe'));
  const mails = new MailStore(path.join(options.dir, 'mail'));
  const deliveries = new Deliveries(store, {
    endpoint: `${options.appUrl.replace(/\/$/, '')}/api/webhooks/stripe`,
    webhookSecret: options.webhookSecret,
    retryBaseMs: options.retryBaseMs ?? 1_000,
  });
  const wake = () => deliveries.wake();
  let url = '';
  const api = stripeApi({ store, now, publicUrl: () => url });
  const paymob = openPaymob({
    dir: path.join(options.dir, 'paymob'),
    endpoint: `${options.appUrl.replace(/\/$/, '')}/api/webhooks/paymob`,
    ...{ secret: options.webhookSecret, now },
  });
  const routes: Route[] = [
    { method: 'GET', path: '/', handle: () => redirect('/sandbox') },
    { method: 'GET', path: '/healthz', handle: () => ({ status: 200, body: 'ok' }) },
    ...checkoutRoutes({ store, now, wake }),
    ...controlRoutes({ store, deliveries, now }),
    ...billingPages({ store, now, wake }),
    ...billingControl({ store, now, wake }),
    ...moneyBackControl({ store, now, wake }),
    ...payoutControl({ store, now }),
    ...paymob.routes,
    ...clockRoutes({ clock, fallDue, waiting: () => deliveries.waiting() + paymob.waiting() }),
    ...mailRoutes(mails, options.mailIn),
    ...telegramRoutes(now),
    ...openLlm(),
  ];

  function answer(request: Incoming): Reply | Promise<Reply> {
    if (request.path.startsWith('/v1/') || request.path.startsWith('/v2/')) {
      const reply = api(request);
      if (request.method !== 'GET') wake();
      return reply;
    }
    const found = match(routes, request.method === 'HEAD' ? 'GET' : request.method, request.path);
    if (found) return found.route.handle({ ...request, params: found.params });
    const body = html`<main class="centre">
      <h1>Not found</h1>
      <p><a href="/sandbox">Sandbox</a></p>
    </main>`;
    return htmlPage({ title: 'Not found', body, status: 404 });
  }

  const smtp = await startSmtp(mails, options.smtpPort);
  const { server, port } = await listen(options.port, answer).catch(async (error: unknown) => {
    await smtp.close();
    throw error;
  });
  url = options.publicUrl?.replace(/\/$/, '') ?? `http://127.0.0.1:${port}`;
  store.publicUrl = url;

  function fallDue(): void {
    const nowMs = now().getTime();
    const due = [...store.checkouts.values()].filter(
      ({ session }) => session.status === 'open' && session.expires_at * 1000 <= nowMs,
    );
    for (const { session } of due) expire({ store, now }, session.id);
    runDue({ store, now });
    // What a read found due a moment ago is told as well.
    wake();
  }
  const ticker = setInterval(fallDue, expiryTickMs);
  wake();

  return {
    url,
    smtpPort: smtp.port,
    async close() {
      clearInterval(ticker);
      paymob.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([deliveries.stop(), smtp.close(), closed]);
    },
  };
}
