import type { ApiCall } from './call';
import { balanceCalls } from './calls/balance';
import { batchCalls } from './calls/batch';
import { billingCalls } from './calls/billing';
import { catalogueCalls } from './calls/catalogue';
import { deductionCalls } from './calls/deductions';
import { entryCalls } from './calls/entries';
import { errorCalls } from './calls/errors';
import { grantCalls } from './calls/grants';
import { holdCalls } from './calls/holds';
import { purchaseCalls } from './calls/purchases';
import { supportCalls } from './calls/support';

/** Every call of /api/v1. The dispatcher, the document, its page, the client and the tests are made from it. */
export const routes: readonly ApiCall[] = [
  ...balanceCalls,
  ...deductionCalls,
  ...batchCalls,
  ...holdCalls,
  ...grantCalls,
  ...entryCalls,
  ...catalogueCalls,
  ...purchaseCalls,
  ...billingCalls,
  ...errorCalls,
  ...supportCalls,
];
