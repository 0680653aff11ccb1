import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { startSandbox, type Sandbox, type SandboxOptions } from './server';

export const webhookSecret = 'whsec_test_secret';

export interface Received {
  body: string;
  signature: string;
  event: Stripe.Event;
}

/** A webhook endpoint on a real socket that keeps what it gets; `answer` decides the status of each call. */
export async function startReceiver(answer: (received: Received[]) => number = () => 200, port = 0) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const signature = String(request.headers['stripe-signature']);
      received.push({ body, signature, event: JSON.parse(body) as Stripe.Event });
      response.writeHead(answer(received)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    received,
    types: () => received.map(({ event }) => event.type),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

export function startTestSandbox(options: Partial<SandboxOptions> & { appUrl: string }): Promise<Sandbox> {
  return startSandbox({
    port: 0,
    smtpPort: 0,
    webhookSecret,
    dir: mkdtempSync(path.join(tmpdir(), 'meterdesk-sandbox-')),
    retryBaseMs: 20,
    ...options,
  });
}

export function sdk(sandbox: Sandbox, key = 'sk_test_sandbox'): Stripe {
  const { hostname, port } = new URL(sandbox.url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

/** Parameters of a sale of 250 credits for $20.00. */
export function sale(purchaseId = 'pur_1'): Stripe.Checkout.SessionCreateParams {
  const metadata = { app: 'meterdesk', purchaseId, organisationId: 'org_1' };
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: 2000, product_data: { name: 'Pack of 250 credits' } },
      },
    ],
    client_reference_id: purchaseId,
    customer_email: 'buyer@example.com',
    success_url: 'http://localhost:3000/back?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:3000/credits',
    metadata,
    payment_intent_data: { metadata },
  };
}

export const cards = {
  pays: '4242 4242 4242 4242',
  declines: '4000000000000002',
  confirms: '4000 0027 6000 3184',
};

/** Sends a form as a browser on that page would. */
export function submit(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: new URL(url).origin },
    redirect: 'manual',
  });
}

export function payByCard(
  url: string,
  cardNumber: string,
  more: Record<string, string> = {},
): Promise<Response> {
  return submit(url, {
    cardNumber,
    cardExpiry: '12 / 40',
    cardCvc: '123',
    billingName: 'Ada Byron',
    ...more,
  });
}

export async function control<T>(sandbox: Sandbox, where: string, body?: unknown): Promise<T> {
  const response = await fetch(`${sandbox.url}${where}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!response.ok) throw new Error(`${where} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

export async function until(test: () => boolean, what: string, timeoutMs = 5_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!test()) {
    if (Date.now() > deadline) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
