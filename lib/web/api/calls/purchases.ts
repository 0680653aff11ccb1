import {
  ApiPurchase,
  CheckoutAnswer,
  CheckoutByKeyInput,
  ListPurchasesInput,
} from '@/lib/domain/payments/api-schema';
import { listPurchasesForApi } from '@/lib/domain/payments/list-purchases-for-api';
import { startCheckoutByKey } from '@/lib/domain/payments/start-checkout-by-key';
import { call } from '../call';
import { listOf } from '../list';

export const purchaseCalls = [
  call({
    name: 'startCheckout',
    group: 'purchases',
    method: 'POST',
    path: '/checkout',
    scope: 'credits:spend',
    body: CheckoutByKeyInput.omit({ idempotencyKey: true }),
    answer: { name: 'Checkout', schema: CheckoutAnswer },
    status: 201,
    errors: ['buyer_missing', 'pack_gone', 'return_url_not_allowed', 'stripe_unavailable'],
    example: {
      body: { pack: 'pack-250', returnUrl: '/credits' },
      answer: {
        purchaseId: 'pur_01kahw5xd3e6mrxq06h0gz5b2n',
        url: 'https://checkout.stripe.com/c/pay/cs_live_a1b2c3',
      },
    },
    run: (ctx, { body, idempotencyKey }) => startCheckoutByKey(ctx, { ...body, idempotencyKey }),
  }),
  call({
    name: 'listPurchases',
    group: 'purchases',
    method: 'GET',
    path: '/purchases',
    scope: 'credits:read',
    query: ListPurchasesInput,
    answer: { name: 'PurchaseList', schema: listOf(ApiPurchase) },
    status: 200,
    errors: [],
    example: {
      query: { limit: 1 },
      answer: {
        data: [
          {
            ...{
              id: 'pur_01kahw5xd3e6mrxq06h0gz5b2n',
              status: 'paid',
              pack: 'pack-250',
              name: '250 credits',
            },
            ...{ credits: '250', price: '20.00', discount: '0.00', tax: '0.00', total: '20.00' },
            ...{ currency: 'USD', origin: 'checkout', checkoutUrl: null },
            ...{ createdAt: '2026-11-21T10:00:00.000Z', paidAt: '2026-11-21T10:01:12.000Z' },
          },
        ],
        nextCursor: null,
      },
    },
    run: (ctx, { query }) => listPurchasesForApi(ctx, query),
  }),
];
