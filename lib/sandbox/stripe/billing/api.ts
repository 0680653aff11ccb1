import type { ApiPart, ApiWorld } from '../api-part';
import { catalogueApi } from './api-catalogue';
import { customerApi } from './api-customers';
import { invoiceApi } from './api-invoices';
import { subscriptionApi } from './api-subscriptions';

/** Stripe Billing: catalogue, subscriptions, schedules, invoices, the portal. */
export function billingApi(world: ApiWorld): ApiPart {
  const all = [catalogueApi(world), subscriptionApi(world), invoiceApi(world), customerApi(world)];
  return {
    reads: Object.assign({}, ...all.map(({ reads }) => reads)) as ApiPart['reads'],
    writes: Object.assign({}, ...all.map(({ writes }) => writes)) as ApiPart['writes'],
    deletes: Object.assign({}, ...all.map(({ deletes }) => deletes)) as ApiPart['deletes'],
  };
}
