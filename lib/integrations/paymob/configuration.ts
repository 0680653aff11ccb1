import { env, isSandbox } from '@/lib/core/env';

/** The stand-in's own keys; they open nothing anywhere else. */
export const sandboxKeys = { secret: 'egy_sk_test_sandbox', public: 'egy_pk_test_sandbox', api: 'sandbox' };
export const sandboxIntegrations = { card: 4_097_558, wallet: 4_097_559, instalments: 4_097_560 };

type Configuration = {
  baseUrl: string;
  checkoutUrl: string;
  secretKey: string;
  publicKey: string;
  hmacSecret: string;
  apiKey: string;
  integrations: number[];
  owner: number | null;
};

/** How Paymob is reached; null where it is not set up. Without a key the sandbox stands in, where Stripe's does too. */
export function paymobConfiguration(): Configuration | null {
  if (!env.PAYMOB_SECRET_KEY) return isSandbox() && env.SANDBOX_URL ? sandbox(env.SANDBOX_URL) : null;
  const { PAYMOB_PUBLIC_KEY: publicKey, PAYMOB_HMAC_SECRET: hmacSecret, PAYMOB_API_KEY: apiKey } = env;
  const integrations = [
    ...[env.PAYMOB_INTEGRATION_CARD, env.PAYMOB_INTEGRATION_WALLET],
    env.PAYMOB_INTEGRATION_INSTALMENTS,
  ].filter((id) => id !== undefined);
  if (!publicKey || !hmacSecret || !apiKey || integrations.length === 0) return null;
  return {
    ...{ secretKey: env.PAYMOB_SECRET_KEY, publicKey, hmacSecret, apiKey, integrations },
    ...{ baseUrl: env.PAYMOB_BASE_URL, checkoutUrl: env.PAYMOB_CHECKOUT_URL },
    owner: env.PAYMOB_OWNER ?? null,
  };
}

function sandbox(url: string): Configuration {
  const { secret: secretKey, public: publicKey, api: apiKey } = sandboxKeys;
  return {
    ...{ baseUrl: `${url}/paymob`, checkoutUrl: `${url}/paymob/unifiedcheckout/` },
    ...{ secretKey, publicKey, apiKey, owner: null },
    hmacSecret: env.STRIPE_WEBHOOK_SECRET ?? 'sandbox',
    integrations: Object.values(sandboxIntegrations),
  };
}
