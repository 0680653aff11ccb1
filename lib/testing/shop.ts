import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type Delivery = {
  body: string;
  signature: string | null;
  event: { id: string; type: string };
  /** Where it was sent: the path and its query. */
  address: string;
};

/** Card numbers of the sandbox. */
export const card = {
  pays: '4242424242424242',
  declines: '4000000000000002',
  /** Saved without trouble, declined when it is charged later. */
  declinesLater: '4000000000000341',
  shortOfFunds: '4000008260003178',
  wantsItsOwner: '4000002760003184',
} as const;

const root = path.resolve(import.meta.dirname, '../..');
const SECRET = 'whsec_test_only';

/**
 * The vendor's side of a shop: the sandbox as its own process and a socket that takes its webhooks. The test decides
 * what becomes of each delivery. Sets SANDBOX_URL and the webhook's secret for this process.
 */
export async function openShop() {
  const deliveries: Delivery[] = [];
  const receiver = await listen((body, signature, address) => {
    deliveries.push({ body, signature, address, event: JSON.parse(body) as Delivery['event'] });
  });
  const appUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const { child, url } = await startSandboxProcess(appUrl);
  process.env.SANDBOX_URL = url;
  process.env.STRIPE_WEBHOOK_SECRET = SECRET;
  delete process.env.STRIPE_SECRET_KEY;
  return {
    url,
    deliveries,
    /** Fills in the hosted page as a buyer would. */
    pay: (checkoutUrl: string, cardNumber: string = card.pays) =>
      fetch(checkoutUrl, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: new URL(checkoutUrl).origin },
        body: new URLSearchParams({
          cardNumber,
          cardExpiry: '12 / 40',
          cardCvc: '123',
          billingName: 'Ada Byron',
        }),
      }),
    control: async (where: string, body: object = {}) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}${where}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${where} answered ${response.status}`);
    },
    /** Waits for a delivery of this type that came after `from` others. */
    delivery: async (type: string, from = 0): Promise<Delivery> => {
      for (let i = 0; i < 200; i++) {
        const found = deliveries.slice(from).find(({ event }) => event.type === type);
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`no ${type} came`);
    },
    close: async () => {
      await endProcess(child);
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
}

/** Ends a process of ours and waits until it has. */
export async function endProcess(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) =>
    child.exitCode === null ? child.once('exit', resolve) : resolve(0),
  );
  child.kill('SIGTERM');
  await ended;
}

type Take = (body: string, signature: string | null, address: string) => void;

function listen(take: Take): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = String(request.headers['stripe-signature'] ?? '') || null;
      take(Buffer.concat(chunks).toString('utf8'), signature, request.url ?? '/');
      response.writeHead(200, { connection: 'close' }).end();
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

type SandboxProcess = { child: ChildProcess; url: string; smtpPort: number };

/** The sandbox as a process of its own, on ports that it chooses. */
export async function startSandboxProcess(appUrl: string): Promise<SandboxProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'lib/sandbox/main.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...{ SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0', APP_URL: appUrl, STRIPE_WEBHOOK_SECRET: SECRET },
      SANDBOX_URL: '',
      SANDBOX_DIR: mkdtempSync(path.join(tmpdir(), 'meterdesk-shop-')),
    },
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      const [, url, smtp] = /sandbox ready (\S+) smtp (\d+)/.exec(chunk.toString()) ?? [];
      if (url) resolve({ child, url, smtpPort: Number(smtp) });
    });
  });
}
