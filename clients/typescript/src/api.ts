// Made from the OpenAPI document by `npm run api:client`; a test fails when it is stale. Not to be edited.
import type { CallOptions } from './options.js';

export type Problem = {
  /** Where the code is explained */
  type: string;
  title: string;
  status: number;
  /** What went wrong, for programs; the list of codes says what to do */
  code:
    | 'key_missing'
    | 'key_unknown'
    | 'key_other_mode'
    | 'key_revoked'
    | 'key_expired'
    | 'app_disabled'
    | 'key_address'
    | 'missing_scope'
    | 'rate_limited'
    | 'malformed_json'
    | 'missing_idempotency_key'
    | 'invalid_idempotency_key'
    | 'missing_customer'
    | 'body_too_large'
    | 'batch_too_large'
    | 'invalid_input'
    | 'unknown_field'
    | 'bad_characters'
    | 'unknown_route'
    | 'wrong_method'
    | 'not_found'
    | 'conflict'
    | 'idempotency_conflict'
    | 'insufficient_credits'
    | 'unknown_service'
    | 'inactive_service'
    | 'missing_service'
    | 'missing_quantity'
    | 'quantity_not_a_number'
    | 'quantity_zero'
    | 'quantity_negative'
    | 'quantity_too_precise'
    | 'quantity_too_large'
    | 'unknown_member'
    | 'metadata_too_large'
    | 'metadata_too_deep'
    | 'metadata_number'
    | 'not_priced'
    | 'more_than_held'
    | 'more_than_left'
    | 'hold_captured'
    | 'hold_released'
    | 'hold_expired'
    | 'pack_gone'
    | 'return_url_not_allowed'
    | 'stripe_unavailable'
    | 'wallet_busy'
    | 'unavailable'
    | 'internal';
  /** What went wrong, for people */
  detail: string;
  /** The code and the words of each wrong field, by its path */
  fields?: Record<
    string,
    {
      code: string;
      /** The error's message */
      message: string;
    }
  >;
  /** Give it to us when you ask about this call */
  requestId: string;
  /** What it costs, in credits */
  cost?: string;
  /** What can be spent now */
  available?: string;
  /** How many credits are missing */
  shortfall?: string;
  /** Where credits are bought: send your customer there */
  checkoutUrl?: string;
};

export type Balance = {
  /** Everything in the wallet, what is held included */
  balance: string;
  /** Set aside by holds */
  held: string;
  /** What can be spent now */
  available: string;
  /** What the tier gives each period; null without a tier */
  allowance: {
    tier: string;
    /** Credits, a decimal of at most six places */
    used: string;
    /** Credits, a decimal of at most six places */
    total: string;
    resetsAt: string;
  } | null;
  /** Where the credits come from, in the order in which they are drawn */
  lots: Array<{
    /** Its id */
    id: string;
    /** Where the credits come from */
    source: string;
    /** Credits, a decimal of at most six places */
    granted: string;
    /** Credits, a decimal of at most six places */
    remaining: string;
    effectiveAt: string;
    /** When it ends; null for never */
    expiresAt: string | null;
  }>;
  forecast: {
    /** Use a day over the last 30 days */
    pacePerDay: string;
    /** When nothing is left at this pace; null without use */
    runsOutAt: string | null;
  };
};

export type Check = {
  allowed: boolean;
  /** What it costs, in credits */
  cost: string;
  /** What it costs, in credits */
  available: string;
  /** What it costs, in credits */
  shortfall: string;
};

export type Deduction = {
  /** Its id */
  id: string;
  /** The code of a service, from /catalogue/services */
  service: string;
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity: string;
  /** Credits, a decimal of at most six places */
  cost: string;
  /** Credits, a decimal of at most six places */
  shortfall: string;
  /** Credits, a decimal of at most six places */
  owed: string;
  /** Credits, a decimal of at most six places */
  balance: string;
  /** Credits, a decimal of at most six places */
  available: string;
  /** The lots that it was drawn from */
  lots: Array<{
    /** Its id */
    id: string;
    /** Credits, a decimal of at most six places */
    credits: string;
  }>;
  /** Your own name for the work, shown in the list of entries */
  reference: string | null;
  /** Any JSON object, at most 4 KB; given back as it came */
  metadata: Record<string, unknown> | null;
  /** When it was made */
  createdAt: string;
};

export type Return = {
  /** Its id */
  id: string;
  deductionId: string;
  /** Credits, a decimal of at most six places */
  returned: string;
  /** Credits, a decimal of at most six places */
  forgiven: string;
  /** Credits, a decimal of at most six places */
  balance: string;
  /** Credits, a decimal of at most six places */
  available: string;
  /** The lots that it was drawn from */
  lots: Array<{
    /** Its id */
    id: string;
    /** Credits, a decimal of at most six places */
    credits: string;
  }>;
  /** When it was made */
  createdAt: string;
};

export type DeductionBatch = {
  data: Array<
    | {
        status: 201;
        /** True when its key was answered before */
        replayed: boolean;
        deduction: {
          /** Its id */
          id: string;
          /** The code of a service, from /catalogue/services */
          service: string;
          /** How many units, above zero, at most six decimals; as a number or as text */
          quantity: string;
          /** Credits, a decimal of at most six places */
          cost: string;
          /** Credits, a decimal of at most six places */
          shortfall: string;
          /** Credits, a decimal of at most six places */
          owed: string;
          /** Credits, a decimal of at most six places */
          balance: string;
          /** Credits, a decimal of at most six places */
          available: string;
          /** The lots that it was drawn from */
          lots: Array<{
            /** Its id */
            id: string;
            /** Credits, a decimal of at most six places */
            credits: string;
          }>;
          /** Your own name for the work, shown in the list of entries */
          reference: string | null;
          /** Any JSON object, at most 4 KB; given back as it came */
          metadata: Record<string, unknown> | null;
          /** When it was made */
          createdAt: string;
        };
      }
    | {
        status: number;
        error: {
          /** Where the code is explained */
          type: string;
          title: string;
          status: number;
          /** What went wrong, for programs; the list of codes says what to do */
          code:
            | 'key_missing'
            | 'key_unknown'
            | 'key_other_mode'
            | 'key_revoked'
            | 'key_expired'
            | 'app_disabled'
            | 'key_address'
            | 'missing_scope'
            | 'rate_limited'
            | 'malformed_json'
            | 'missing_idempotency_key'
            | 'invalid_idempotency_key'
            | 'missing_customer'
            | 'body_too_large'
            | 'batch_too_large'
            | 'invalid_input'
            | 'unknown_field'
            | 'bad_characters'
            | 'unknown_route'
            | 'wrong_method'
            | 'not_found'
            | 'conflict'
            | 'idempotency_conflict'
            | 'insufficient_credits'
            | 'unknown_service'
            | 'inactive_service'
            | 'missing_service'
            | 'missing_quantity'
            | 'quantity_not_a_number'
            | 'quantity_zero'
            | 'quantity_negative'
            | 'quantity_too_precise'
            | 'quantity_too_large'
            | 'unknown_member'
            | 'metadata_too_large'
            | 'metadata_too_deep'
            | 'metadata_number'
            | 'not_priced'
            | 'more_than_held'
            | 'more_than_left'
            | 'hold_captured'
            | 'hold_released'
            | 'hold_expired'
            | 'pack_gone'
            | 'return_url_not_allowed'
            | 'stripe_unavailable'
            | 'wallet_busy'
            | 'unavailable'
            | 'internal';
          /** What went wrong, for people */
          detail: string;
          /** The code and the words of each wrong field, by its path */
          fields?: Record<
            string,
            {
              code: string;
              /** The error's message */
              message: string;
            }
          >;
          /** Give it to us when you ask about this call */
          requestId: string;
          /** What it costs, in credits */
          cost?: string;
          /** What can be spent now */
          available?: string;
          /** How many credits are missing */
          shortfall?: string;
          /** Where credits are bought: send your customer there */
          checkoutUrl?: string;
        };
      }
  >;
};

export type PlacedHold = {
  /** Its id */
  id: string;
  status: 'active' | 'captured' | 'released' | 'expired';
  /** The code of a service, from /catalogue/services */
  service: string | null;
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity: string | null;
  /** Credits, a decimal of at most six places */
  credits: string;
  /** Credits, a decimal of at most six places */
  captured: string;
  /** The lots that it was drawn from */
  lots: Array<{
    /** Its id */
    id: string;
    /** Credits, a decimal of at most six places */
    credits: string;
  }>;
  /** Your own name for the work, shown in the list of entries */
  reference: string | null;
  /** When it ends; null for never */
  expiresAt: string | null;
  /** When it was made */
  createdAt: string;
  settledAt: string | null;
  /** Credits, a decimal of at most six places */
  balance: string;
  /** Credits, a decimal of at most six places */
  available: string;
};

export type Hold = {
  /** Its id */
  id: string;
  status: 'active' | 'captured' | 'released' | 'expired';
  /** The code of a service, from /catalogue/services */
  service: string | null;
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity: string | null;
  /** Credits, a decimal of at most six places */
  credits: string;
  /** Credits, a decimal of at most six places */
  captured: string;
  /** The lots that it was drawn from */
  lots: Array<{
    /** Its id */
    id: string;
    /** Credits, a decimal of at most six places */
    credits: string;
  }>;
  /** Your own name for the work, shown in the list of entries */
  reference: string | null;
  /** When it ends; null for never */
  expiresAt: string | null;
  /** When it was made */
  createdAt: string;
  settledAt: string | null;
};

export type Capture = {
  /** Its id */
  id: string;
  holdId: string;
  /** The code of a service, from /catalogue/services */
  service: string | null;
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity: string | null;
  /** Credits, a decimal of at most six places */
  cost: string;
  /** Credits, a decimal of at most six places */
  released: string;
  /** Credits, a decimal of at most six places */
  balance: string;
  /** Credits, a decimal of at most six places */
  available: string;
  /** The lots that it was drawn from */
  lots: Array<{
    /** Its id */
    id: string;
    /** Credits, a decimal of at most six places */
    credits: string;
  }>;
  /** When it was made */
  createdAt: string;
};

export type Release = {
  /** Its id */
  id: string;
  holdId: string;
  /** Everything in the wallet, what is held included */
  released: string;
  /** Everything in the wallet, what is held included */
  balance: string;
  /** Everything in the wallet, what is held included */
  available: string;
  /** When it was made */
  createdAt: string;
};

export type Grant = {
  /** Its id */
  id: string;
  lotId: string;
  /** Credits, a decimal of at most six places */
  credits: string;
  /** Credits, a decimal of at most six places */
  balance: string;
  /** Credits, a decimal of at most six places */
  available: string;
  /** When it ends; null for never */
  expiresAt: string | null;
  /** When it was made */
  createdAt: string;
};

export type EntryList = {
  data: Array<{
    /** The entry's number in its wallet, from 1 without a gap. */
    id: string;
    /** What kind of movement it is */
    kind: 'grant' | 'deduct' | 'capture' | 'return' | 'settle' | 'expire' | 'adjust' | 'transfer';
    /** The code of a service, from /catalogue/services */
    service: string | null;
    /** Credits as a decimal of at most six places. */
    amount: string;
    /** Credits as a decimal of at most six places. */
    balanceAfter: string;
    lot: {
      /** Its id */
      id: string;
      /** Where the credits come from */
      source: string;
    };
    operationId: string;
    /** Your own name for the work, shown in the list of entries */
    reference: string | null;
    /** Any JSON object, at most 4 KB; given back as it came */
    metadata: Record<string, unknown> | null;
    /** The id of the member for whom it was done */
    member: string | null;
    apiKey: string | null;
    /** When it was made */
    createdAt: string;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type Trace = {
  entry: {
    /** The entry's number in its wallet, from 1 without a gap. */
    id: string;
    /** What kind of movement it is */
    kind: 'grant' | 'deduct' | 'capture' | 'return' | 'settle' | 'expire' | 'adjust' | 'transfer';
    /** The code of a service, from /catalogue/services */
    service: string | null;
    /** Credits as a decimal of at most six places. */
    amount: string;
    /** Credits as a decimal of at most six places. */
    balanceAfter: string;
    lot: {
      /** Its id */
      id: string;
      /** Where the credits come from */
      source: string;
    };
    operationId: string;
    /** Your own name for the work, shown in the list of entries */
    reference: string | null;
    /** Any JSON object, at most 4 KB; given back as it came */
    metadata: Record<string, unknown> | null;
    /** The id of the member for whom it was done */
    member: string | null;
    apiKey: string | null;
    /** When it was made */
    createdAt: string;
  };
  operation: {
    /** Its id */
    id: string;
    /** What kind of movement it is */
    kind: 'grant' | 'deduct' | 'capture' | 'return' | 'settle' | 'expire' | 'adjust' | 'transfer';
    /** The code of a service, from /catalogue/services */
    service: {
      code: string;
      name: string;
      unit: string | null;
      /** The unit in the plural. */
      units: string | null;
    } | null;
    /** How many units, above zero, at most six decimals; as a number or as text */
    quantity: string | null;
    /** The price that made the amount: so many credits for so many units. */
    price: {
      /** Credits as a decimal of at most six places. */
      credits: string;
      perUnits: number;
      rounding: string;
    } | null;
    /** What it moved, and what it owes beyond that. */
    credits: string;
    /** Credits as a decimal of at most six places. */
    shortfall: string;
    /** The balance after all of it. */
    balanceAfter: string;
    /** Your own name for the work, shown in the list of entries */
    reference: string | null;
    /** Why, for the people who read the entries */
    reason: string | null;
    /** Any JSON object, at most 4 KB; given back as it came */
    metadata: Record<string, unknown> | null;
    actor: {
      /** What kind of movement it is */
      kind: string;
      /** Its id */
      id: string | null;
      name: string | null;
    };
    /** The id of the member for whom it was done */
    member: {
      /** Its id */
      id: string;
      name: string | null;
    } | null;
    request: {
      /** Its id */
      id: string;
      number: string;
      subject: string;
    } | null;
    /** When it was made */
    createdAt: string;
  };
  receivable: {
    /** Its id */
    id: string;
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Credits as a decimal of at most six places. */
    open: string;
    closedAt: string | null;
  } | null;
  /** The lots that it was drawn from */
  lots: Array<{
    /** Its id */
    id: string;
    /** Where the credits come from */
    source: string;
    /** What this operation moved of the lot, signed. */
    moved: string;
    /** Credits as a decimal of at most six places. */
    granted: string;
    /** When it was made */
    effectiveAt: string;
    /** When it ends; null for never */
    expiresAt: string | null;
    /** When it was made */
    createdAt: string;
    /** The entry that brought the lot. */
    grantEntry: string | null;
    origin: {
      /** Why, for the people who read the entries */
      reason: string | null;
      purchase: {
        /** Its id */
        id: string;
        packName: string;
        totalMinor: string;
        currency: string;
        paidAt: string | null;
      } | null;
      period: {
        tier: string;
        /** When it was made */
        startsAt: string;
      } | null;
      promotionCode: string | null;
    };
    fate: {
      /** What services took, less what was returned. */
      used: string;
      /** Credits as a decimal of at most six places. */
      expired: string;
      /** Credits as a decimal of at most six places. */
      transferred: string;
      /** Credits as a decimal of at most six places. */
      corrected: string;
      /** Credits as a decimal of at most six places. */
      held: string;
      /** Credits as a decimal of at most six places. */
      remaining: string;
      usedBy: Array<{
        /** The code of a service, from /catalogue/services */
        service: string | null;
        name: string | null;
        /** Credits as a decimal of at most six places. */
        credits: string;
      }>;
      /** False where a lot has too many entries: `usedBy` then counts the latest. */
      complete: boolean;
    };
  }>;
  related: Array<{
    relation: 'hold' | 'capture' | 'taken' | 'return' | 'settle' | 'owed';
    operationId: string;
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** When it was made */
    createdAt: string;
    /** Its first entry; null for what moved none. */
    entry: string | null;
  }>;
};

export type Analytics = {
  from: string;
  to: string;
  groupBy: 'service' | 'member' | 'apiKey' | 'day';
  total: {
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
  };
  former: {
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
    from: string;
    to: string;
  } | null;
  byService: Array<{
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
    key: string | null;
    name: string | null;
    former: {
      /** Credits as a decimal of at most six places. */
      credits: string;
      /** Deductions and captures. */
      count: number;
    } | null;
  }>;
  byMember: Array<{
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
    key: string | null;
    name: string | null;
    former: {
      /** Credits as a decimal of at most six places. */
      credits: string;
      /** Deductions and captures. */
      count: number;
    } | null;
  }>;
  byKey: Array<{
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
    key: string | null;
    name: string | null;
    former: {
      /** Credits as a decimal of at most six places. */
      credits: string;
      /** Deductions and captures. */
      count: number;
    } | null;
  }>;
  byDay: Array<{
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
    day: string;
    former: {
      /** Credits as a decimal of at most six places. */
      credits: string;
      /** Deductions and captures. */
      count: number;
    } | null;
    parts: Array<{
      key: string | null;
      /** Credits as a decimal of at most six places. */
      credits: string;
    }>;
  }>;
};

export type ServiceList = {
  data: Array<{
    code: string;
    name: string;
    group: string;
    /** What a quantity counts */
    unit: string;
    /** Credits for `perUnits` units */
    price: string;
    perUnits: number;
    /** How a cost is rounded to a millionth of a credit */
    rounding: 'up' | 'nearest' | 'down';
    /** The price in words: `20 credits per 100 leads` */
    priceText: string;
    /** From when on this price stands */
    since: string;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type PackList = {
  data: Array<{
    code: string;
    name: string;
    description: string;
    /** Credits, a decimal of at most six places */
    credits: string;
    /** A decimal in the entry's currency */
    price: string;
    currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
    /** Days until bought credits expire; null: never */
    validityDays: number | null;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type TierList = {
  data: Array<{
    code: string;
    name: string;
    description: string;
    /** A month */
    price: string;
    currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
    /** Credits that each month brings */
    allowance: string;
    /** The most of an allowance that lives on for one month more */
    rollover: string;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type Checkout = {
  purchaseId: string;
  /** The payment page: send the buyer there. It lives for an hour */
  url: string;
};

export type PurchaseList = {
  data: Array<{
    /** Its id */
    id: string;
    status: 'waiting' | 'declined' | 'paid' | 'cancelled' | 'expired' | 'failed';
    pack: string;
    name: string;
    /** Credits, a decimal of at most six places */
    credits: string;
    /** The list price */
    price: string;
    /** A decimal in the purchase's currency */
    discount: string;
    /** A decimal in the purchase's currency */
    tax: string;
    /** What is charged */
    total: string;
    currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
    origin: 'checkout' | 'auto_top_up';
    /** Where it can still be paid */
    checkoutUrl: string | null;
    /** When it was made */
    createdAt: string;
    paidAt: string | null;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type ErrorReport = {
  /** Its id */
  id: string;
  groupId: string;
  /** What makes two reports the same error; made from message and stack when it is missing */
  fingerprint: string;
  count: number;
  requestSupportUrl: string;
};

/** Every code that a problem may carry. */
export type Code = Problem['code'];

export type CheckCreditsInput = {
  /** The code of a service, from /catalogue/services */
  service: string;
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity: string | number;
};

export type DeductCreditsInput = {
  /** The code of a service, from /catalogue/services */
  service: string;
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity: string | number;
  /** Your own name for the work, shown in the list of entries */
  reference?: string;
  /** Any JSON object, at most 4 KB; given back as it came */
  metadata?: unknown;
  /** The id of the member for whom it was done */
  member?: string;
  /** What happens when too few credits are there: `refuse` (the default), or `owe` for work that is already delivered */
  onInsufficient?: 'refuse' | 'owe';
};

export type ReturnDeductionInput = {
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity?: string | number;
};

export type DeductBatchInput = {
  /** 1 to 1,000 deductions, each with its own key */
  deductions: Array<{
    /** The code of a service, from /catalogue/services */
    service: string;
    /** How many units, above zero, at most six decimals; as a number or as text */
    quantity: string | number;
    /** Your own name for the work, shown in the list of entries */
    reference?: string;
    /** Any JSON object, at most 4 KB; given back as it came */
    metadata?: unknown;
    /** The id of the member for whom it was done */
    member?: string;
    /** What happens when too few credits are there: `refuse` (the default), or `owe` for work that is already delivered */
    onInsufficient?: 'refuse' | 'owe';
    /** 1 to 200 printable characters, new for each command and the same for its repeats. The same key with the same request gives the same answer again, with the header Idempotent-Replayed. */
    idempotencyKey: string;
    /** Whose wallet: the organisation's id, or your app's own id for it. A key of an app has to name it, a key of an organisation need not. */
    customer?: string;
  }>;
};

export type PlaceHoldInput = {
  /** The code of a service, from /catalogue/services */
  service: string;
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity: string | number;
  /** Your own name for the work, shown in the list of entries */
  reference?: string;
  /** Any JSON object, at most 4 KB; given back as it came */
  metadata?: unknown;
  /** The id of the member for whom it was done */
  member?: string;
  /** After how many seconds the hold gives its credits back by itself */
  expiresInSeconds?: number;
};

export type CaptureHoldInput = {
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity?: string | number;
};

export type GrantCreditsInput = {
  /** Credits, a decimal of at most six places */
  credits: string;
  /** Why, for the people who read the entries */
  reason: string;
  /** When it ends; null for never */
  expiresAt?: string;
  /** Where the credits come from */
  source?: 'promotion' | 'adjustment' | 'welcome';
};

export type ListEntriesInput = {
  /** `nextCursor` of the page before. */
  cursor?: string;
  /** How many, at most 100 */
  limit?: number;
  /** The code of a service, from /catalogue/services */
  service?: string;
  /** What kind of movement it is */
  kind?: 'grant' | 'deduct' | 'capture' | 'return' | 'settle' | 'expire' | 'adjust' | 'transfer';
  /** An instant or a day (UTC), inclusive. */
  from?: string;
  /** An instant, exclusive; a day, inclusive. */
  to?: string;
};

export type GetAnalyticsInput = {
  /** The code of a service. */
  service?: string;
  /** The id of a member, or `none`. */
  member?: string | 'none';
  /** The id of an API key, or `none`. */
  apiKey?: string | 'none';
  /** First day (UTC). Default: 29 days before `to`. */
  from?: string;
  /** Last day (UTC), inclusive. Default: today. */
  to?: string;
  /** What each day is split into. */
  groupBy?: 'service' | 'member' | 'apiKey' | 'day';
  /** Adds the figures of as many days right before. */
  compare?: boolean | string;
};

export type StartCheckoutInput = {
  /** The code of a pack, from /catalogue/packs */
  pack: string;
  /** Where the buyer goes on afterwards: a path of the portal, or a whole address of it */
  returnUrl?: string;
};

export type ListPurchasesInput = {
  /** `nextCursor` of the page before */
  cursor?: string;
  /** How many, at most 100 */
  limit?: number;
};

export type ReportErrorInput = {
  /** The error's message */
  message: string;
  /** The stack trace */
  stack?: string;
  /** Where it happened */
  url?: string;
  /** The program that met it */
  app?: string;
  /** Names the group. Without it: SHA-256 of the app, the message and the first frame of the stack, the last two without ids, hexadecimal words and numbers. */
  fingerprint?: string;
  /** What surrounded the error: at most 8 KB of JSON, 20 levels deep */
  context?: Record<string, unknown>;
};

/** Where each call goes. */
export const calls = {
  getBalance: { method: 'GET', path: '/credits/balance', params: [], input: false },
  checkCredits: { method: 'POST', path: '/credits/check', params: [], input: true },
  deductCredits: { method: 'POST', path: '/credits/deductions', params: [], input: true },
  returnDeduction: { method: 'POST', path: '/credits/deductions/{id}/return', params: ['id'], input: true },
  deductBatch: { method: 'POST', path: '/credits/deductions/batch', params: [], input: true },
  placeHold: { method: 'POST', path: '/credits/holds', params: [], input: true },
  getHold: { method: 'GET', path: '/credits/holds/{id}', params: ['id'], input: false },
  captureHold: { method: 'POST', path: '/credits/holds/{id}/capture', params: ['id'], input: true },
  releaseHold: { method: 'POST', path: '/credits/holds/{id}/release', params: ['id'], input: false },
  grantCredits: { method: 'POST', path: '/credits/grants', params: [], input: true },
  listEntries: { method: 'GET', path: '/credits/entries', params: [], input: true },
  traceEntry: { method: 'GET', path: '/credits/entries/{id}/trace', params: ['id'], input: false },
  getAnalytics: { method: 'GET', path: '/credits/analytics', params: [], input: true },
  listServices: { method: 'GET', path: '/catalogue/services', params: [], input: false },
  listPacks: { method: 'GET', path: '/catalogue/packs', params: [], input: false },
  listTiers: { method: 'GET', path: '/catalogue/tiers', params: [], input: false },
  startCheckout: { method: 'POST', path: '/checkout', params: [], input: true },
  listPurchases: { method: 'GET', path: '/purchases', params: [], input: true },
  reportError: { method: 'POST', path: '/errors', params: [], input: true },
} as const;

export interface Api {
  /** Read the balance. What is there, what is held, what can be spent now, the lots in the order in which they are drawn, and when the credits run out at the present pace. */
  getBalance(options?: CallOptions): Promise<Balance>;

  /** Check. Says what a quantity of a service costs and whether it can be paid now. It sets nothing aside: place a hold for that. */
  checkCredits(input: CheckCreditsInput, options?: CallOptions): Promise<Check>;

  /** Deduct. Spends credits for work. With too few credits the answer is 402 and nothing is written; the same key may be sent again after a top-up. Work that is already delivered can say `onInsufficient: "owe"`: what is missing is then owed, and settled by the next grant. */
  deductCredits(input: DeductCreditsInput, options?: CallOptions): Promise<Deduction>;

  /** Return. Gives all or part of a deduction back to the lots that it was drawn from. Without a quantity all that is left of it. */
  returnDeduction(id: string, input?: ReturnDeductionInput, options?: CallOptions): Promise<Return>;

  /** Deduct many. Up to 1,000 deductions in one call, each with its own key and its own answer: one that is refused does not harm the others. An Idempotency-Key of the whole call is not read: the keys are those of the deductions. `data` has the answers in the order of the deductions. */
  deductBatch(input: DeductBatchInput, options?: CallOptions): Promise<DeductionBatch>;

  /** Place a hold. Sets credits aside for work that is not finished. They stay in the balance but cannot be spent, and come back by themselves when the hold expires. */
  placeHold(input: PlaceHoldInput, options?: CallOptions): Promise<PlacedHold>;

  /** Read a hold */
  getHold(id: string, options?: CallOptions): Promise<Hold>;

  /** Capture a hold. Spends all or part of a hold and gives the rest back. A hold is captured once. */
  captureHold(id: string, input?: CaptureHoldInput, options?: CallOptions): Promise<Capture>;

  /** Release a hold. Gives everything back to the lots that it came from. */
  releaseHold(id: string, options?: CallOptions): Promise<Release>;

  /** Grant. Adds credits to a wallet. Only an administrator gives a key the scope for it. */
  grantCredits(input: GrantCreditsInput, options?: CallOptions): Promise<Grant>;

  /** List entries. Every movement of the wallet, newest first. */
  listEntries(input?: ListEntriesInput, options?: CallOptions): Promise<EntryList>;

  /** Trace an entry. Explains a credit: where it came from, what used it, what became of the rest of its lot. */
  traceEntry(id: string, options?: CallOptions): Promise<Trace>;

  /** Read analytics. Use by service, member, key and day (UTC). The totals are those of the entries. */
  getAnalytics(input?: GetAnalyticsInput, options?: CallOptions): Promise<Analytics>;

  /** List services. What can be paid with credits, and its price. */
  listServices(options?: CallOptions): Promise<ServiceList>;

  /** List packs. Credits to buy once. */
  listPacks(options?: CallOptions): Promise<PackList>;

  /** List tiers. Credits by the month. */
  listTiers(options?: CallOptions): Promise<TierList>;

  /** Start a checkout. Answers with the address of a payment page for a pack. The credits come when it is paid. */
  startCheckout(input: StartCheckoutInput, options?: CallOptions): Promise<Checkout>;

  /** List purchases. Newest first. */
  listPurchases(input?: ListPurchasesInput, options?: CallOptions): Promise<PurchaseList>;

  /** Report an error. Files an error with those of the same fingerprint. With 1,000 groups open, a new error is filed under the fingerprint `others` until some are set aside; a group without a report for 90 days goes, unless a request names it. The customer finds it under Support, with a button that asks for paid help. */
  reportError(input: ReportErrorInput, options?: CallOptions): Promise<ErrorReport>;
}
