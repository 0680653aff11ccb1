import type { ApiCall } from './call';
import { balanceCalls } from './calls/balance';
import { catalogueCalls } from './calls/catalogue';
import { entryCalls } from './calls/entries';
import { errorCalls } from './calls/errors';
import { purchaseCalls } from './calls/purchases';

/** Every call of /api/v1. The dispatcher, the document, its page, the client and the tests are made from it. */
export const routes: readonly ApiCall[] = [
  ...balanceCalls,
  ...entryCalls,
  ...catalogueCalls,
  ...purchaseCalls,
  ...errorCalls,
];
