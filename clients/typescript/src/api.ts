// Made from the OpenAPI document by `npm run api:client`; a test fails when it is stale. Not to be edited.
import type { CallOptions } from './options.js';

export type Problem = {
  /** Where the code is explained */
  type: string;
  title: string;
  /** Its state; in a batch the HTTP status of this answer */
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
    | 'not_acceptable'
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
    | 'context_too_deep'
    | 'context_number'
    | 'not_priced'
    | 'more_than_held'
    | 'more_than_left'
    | 'hold_captured'
    | 'hold_released'
    | 'hold_expired'
    | 'request_closed'
    | 'buyer_missing'
    | 'pack_gone'
    | 'return_url_not_allowed'
    | 'stripe_unavailable'
    | 'unavailable'
    | 'internal';
  /** What went wrong, for people */
  detail: string;
  /** The code and the words of each wrong field, by its path */
  fields?: Record<
    string,
    {
      /** Its code */
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
    /** The tier's name */
    tier: string;
    /** Credits, a decimal of at most six places */
    used: string;
    /** Credits, a decimal of at most six places */
    total: string;
    /** When the next allowance comes */
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
    /** From when it can be spent */
    effectiveAt: string;
    /** When it ends; null for never */
    expiresAt: string | null;
  }>;
  /** How long the credits last at the pace of the last 30 days */
  forecast: {
    /** Use a day over the last 30 days */
    pacePerDay: string;
    /** When nothing is left at this pace; null without use */
    runsOutAt: string | null;
  };
};

export type Check = {
  /** Whether it could be paid now */
  allowed: boolean;
  /** What it costs, in credits */
  cost: string;
  /** What can be spent now */
  available: string;
  /** How many credits are missing */
  shortfall: string;
};

export type Deduction = {
  /** Its id */
  id: string;
  /** The code of a service, from /catalogue/services */
  service: string;
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity: string;
  /** What it costs, in credits */
  cost: string;
  /** How many credits are missing */
  shortfall: string;
  /** Credits that are owed; the next grant settles them */
  owed: string;
  /** Everything in the wallet, what is held included */
  balance: string;
  /** What can be spent now */
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
  /** The deduction that it belongs to */
  deductionId: string;
  /** What the deduction is less by: what went back to its lots, and what was forgiven */
  returned: string;
  /** Credits that were owed and need not be paid any more */
  forgiven: string;
  /** Everything in the wallet, what is held included */
  balance: string;
  /** What can be spent now */
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
  /** The items of this page, or the answers of a batch */
  data: Array<
    | {
        /** Its state; in a batch the HTTP status of this answer */
        status: 201;
        /** True when its key was answered before */
        replayed: boolean;
        /** What was deducted, when it was not refused */
        deduction: {
          /** Its id */
          id: string;
          /** The code of a service, from /catalogue/services */
          service: string;
          /** How many units, above zero, at most six decimals; as a number or as text */
          quantity: string;
          /** What it costs, in credits */
          cost: string;
          /** How many credits are missing */
          shortfall: string;
          /** Credits that are owed; the next grant settles them */
          owed: string;
          /** Everything in the wallet, what is held included */
          balance: string;
          /** What can be spent now */
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
        /** Its state; in a batch the HTTP status of this answer */
        status: number;
        /** Why it was refused, as problem details */
        error: {
          /** Where the code is explained */
          type: string;
          title: string;
          /** Its state; in a batch the HTTP status of this answer */
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
            | 'not_acceptable'
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
            | 'context_too_deep'
            | 'context_number'
            | 'not_priced'
            | 'more_than_held'
            | 'more_than_left'
            | 'hold_captured'
            | 'hold_released'
            | 'hold_expired'
            | 'request_closed'
            | 'buyer_missing'
            | 'pack_gone'
            | 'return_url_not_allowed'
            | 'stripe_unavailable'
            | 'unavailable'
            | 'internal';
          /** What went wrong, for people */
          detail: string;
          /** The code and the words of each wrong field, by its path */
          fields?: Record<
            string,
            {
              /** Its code */
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
  /** Its state; in a batch the HTTP status of this answer */
  status: 'active' | 'captured' | 'released' | 'expired';
  /** The code of a service, from /catalogue/services */
  service: string | null;
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity: string | null;
  /** Credits, a decimal of at most six places */
  credits: string;
  /** Credits that were taken */
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
  /** When it was captured, released or expired; null while it is active */
  settledAt: string | null;
  /** Everything in the wallet, what is held included */
  balance: string;
  /** What can be spent now */
  available: string;
};

export type Hold = {
  /** Its id */
  id: string;
  /** Its state; in a batch the HTTP status of this answer */
  status: 'active' | 'captured' | 'released' | 'expired';
  /** The code of a service, from /catalogue/services */
  service: string | null;
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity: string | null;
  /** Credits, a decimal of at most six places */
  credits: string;
  /** Credits that were taken */
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
  /** When it was captured, released or expired; null while it is active */
  settledAt: string | null;
};

export type Capture = {
  /** Its id */
  id: string;
  /** The hold that it belongs to */
  holdId: string;
  /** The code of a service, from /catalogue/services */
  service: string | null;
  /** How many units, above zero, at most six decimals; as a number or as text */
  quantity: string | null;
  /** What it costs, in credits */
  cost: string;
  /** Credits that were given back */
  released: string;
  /** Everything in the wallet, what is held included */
  balance: string;
  /** What can be spent now */
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
  /** The hold that it belongs to */
  holdId: string;
  /** Credits that were given back */
  released: string;
  /** Everything in the wallet, what is held included */
  balance: string;
  /** What can be spent now */
  available: string;
  /** When it was made */
  createdAt: string;
};

export type Grant = {
  /** Its id */
  id: string;
  /** The lot that it made */
  lotId: string;
  /** Credits, a decimal of at most six places */
  credits: string;
  /** Everything in the wallet, what is held included */
  balance: string;
  /** What can be spent now */
  available: string;
  /** When it ends; null for never */
  expiresAt: string | null;
  /** When it was made */
  createdAt: string;
};

export type EntryList = {
  /** The items of this page, or the answers of a batch */
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
    /** The lot that it moved */
    lot: {
      /** Its id */
      id: string;
      /** Where the credits come from */
      source: string;
    };
    /** The deduction, grant or other act that made it */
    operationId: string;
    /** Your own name for the work, shown in the list of entries */
    reference: string | null;
    /** Any JSON object, at most 4 KB; given back as it came */
    metadata: Record<string, unknown> | null;
    /** The id of the member for whom it was done */
    member: string | null;
    /** The id of the key that did it; null for a person or the portal itself */
    apiKey: string | null;
    /** When it was made */
    createdAt: string;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type Trace = {
  /** The entry itself */
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
    /** The lot that it moved */
    lot: {
      /** Its id */
      id: string;
      /** Where the credits come from */
      source: string;
    };
    /** The deduction, grant or other act that made it */
    operationId: string;
    /** Your own name for the work, shown in the list of entries */
    reference: string | null;
    /** Any JSON object, at most 4 KB; given back as it came */
    metadata: Record<string, unknown> | null;
    /** The id of the member for whom it was done */
    member: string | null;
    /** The id of the key that did it; null for a person or the portal itself */
    apiKey: string | null;
    /** When it was made */
    createdAt: string;
  };
  /** The act that made it: for what, at which price, by whom */
  operation: {
    /** Its id */
    id: string;
    /** What kind of movement it is */
    kind: 'grant' | 'deduct' | 'capture' | 'return' | 'settle' | 'expire' | 'adjust' | 'transfer';
    /** The code of a service, from /catalogue/services */
    service: {
      /** Its code */
      code: string;
      /** Its name */
      name: string;
      /** One of what is counted */
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
      /** For how many units the price is */
      perUnits: number;
      /** How a part of a unit is charged */
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
    /** Who did it */
    actor: {
      /** What kind of movement it is */
      kind: string;
      /** Its id */
      id: string | null;
      /** Its name */
      name: string | null;
    };
    /** The id of the member for whom it was done */
    member: {
      /** Its id */
      id: string;
      /** Its name */
      name: string | null;
    } | null;
    /** The support request that it belongs to */
    request: {
      /** Its id */
      id: string;
      /** The number that people see */
      number: string;
      /** Its subject */
      subject: string;
    } | null;
    /** When it was made */
    createdAt: string;
  };
  /** What of it was or is owed; null for nothing */
  receivable: {
    /** Its id */
    id: string;
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Credits as a decimal of at most six places. */
    open: string;
    /** When nothing of it was owed any more; null while something is */
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
    /** From when it can be spent */
    effectiveAt: string;
    /** When it ends; null for never */
    expiresAt: string | null;
    /** When it was made */
    createdAt: string;
    /** The entry that brought the lot. */
    grantEntry: string | null;
    /** Where it came from */
    origin: {
      /** Why, for the people who read the entries */
      reason: string | null;
      /** The purchase that paid for it; null when nobody paid */
      purchase: {
        /** Its id */
        id: string;
        /** The pack's name */
        packName: string;
        /** What was paid, tax included, in the currency's smallest unit */
        totalMinor: string;
        /** The currency, as ISO 4217 has it */
        currency: string;
        /** When it was paid; null before */
        paidAt: string | null;
      } | null;
      /** The tier's period that it is the allowance of */
      period: {
        /** The tier's name */
        tier: string;
        /** When it begins */
        startsAt: string;
      } | null;
      /** The code that brought it */
      promotionCode: string | null;
    };
    /** What became of the lot */
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
      /** Its use by service */
      usedBy: Array<{
        /** The code of a service, from /catalogue/services */
        service: string | null;
        /** Its name */
        name: string | null;
        /** Credits as a decimal of at most six places. */
        credits: string;
      }>;
      /** False where a lot has too many entries: `usedBy` then counts the latest. */
      complete: boolean;
    };
  }>;
  /** What belongs to it: the hold, returns, settlements */
  related: Array<{
    /** How it belongs to it */
    relation: 'hold' | 'capture' | 'taken' | 'return' | 'settle' | 'owed';
    /** The deduction, grant or other act that made it */
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
  /** The first day */
  from: string;
  /** The last day */
  to: string;
  /** What it is grouped by */
  groupBy: 'service' | 'member' | 'apiKey' | 'day';
  /** The sum of all */
  total: {
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
  };
  /** The same of as many days before */
  former: {
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
    /** The first day */
    from: string;
    /** The last day */
    to: string;
  } | null;
  /** By service */
  byService: Array<{
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
    /** The code or id of the group; null for use without one */
    key: string | null;
    /** Its name */
    name: string | null;
    /** The same of as many days before */
    former: {
      /** Credits as a decimal of at most six places. */
      credits: string;
      /** Deductions and captures. */
      count: number;
    } | null;
  }>;
  /** By member */
  byMember: Array<{
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
    /** The code or id of the group; null for use without one */
    key: string | null;
    /** Its name */
    name: string | null;
    /** The same of as many days before */
    former: {
      /** Credits as a decimal of at most six places. */
      credits: string;
      /** Deductions and captures. */
      count: number;
    } | null;
  }>;
  /** By key */
  byKey: Array<{
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
    /** The code or id of the group; null for use without one */
    key: string | null;
    /** Its name */
    name: string | null;
    /** The same of as many days before */
    former: {
      /** Credits as a decimal of at most six places. */
      credits: string;
      /** Deductions and captures. */
      count: number;
    } | null;
  }>;
  /** By day */
  byDay: Array<{
    /** Credits as a decimal of at most six places. */
    credits: string;
    /** Deductions and captures. */
    count: number;
    /** The day */
    day: string;
    /** The same of as many days before */
    former: {
      /** Credits as a decimal of at most six places. */
      credits: string;
      /** Deductions and captures. */
      count: number;
    } | null;
    /** The day's use by group */
    parts: Array<{
      /** The code or id of the group; null for use without one */
      key: string | null;
      /** Credits as a decimal of at most six places. */
      credits: string;
    }>;
  }>;
};

export type ServiceList = {
  /** The items of this page, or the answers of a batch */
  data: Array<{
    /** Its code */
    code: string;
    /** Its name */
    name: string;
    /** The heading under which it is listed */
    group: string;
    /** What a quantity counts */
    unit: string;
    /** Credits for `perUnits` units */
    price: string;
    /** For how many units the price is */
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
  /** The items of this page, or the answers of a batch */
  data: Array<{
    /** Its code */
    code: string;
    /** Its name */
    name: string;
    /** What it is, for people */
    description: string;
    /** Credits, a decimal of at most six places */
    credits: string;
    /** A decimal in the customer's currency, without tax and discounts */
    price: string;
    /** The currency, as ISO 4217 has it */
    currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
    /** Days until bought credits expire; null: never */
    validityDays: number | null;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type TierList = {
  /** The items of this page, or the answers of a batch */
  data: Array<{
    /** Its code */
    code: string;
    /** Its name */
    name: string;
    /** What it is, for people */
    description: string;
    /** A month; null: only sold by the year */
    price: string | null;
    /** A year; null: only sold by the month */
    yearlyPrice: string | null;
    /** The currency, as ISO 4217 has it */
    currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
    /** Days before the first payment */
    trialDays: number;
    /** Credits that each month brings */
    allowance: string;
    /** The most of an allowance that lives on for one month more */
    rollover: string;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type Checkout = {
  /** The purchase, paid or not */
  purchaseId: string;
  /** The payment page: send the buyer there. It lives for an hour */
  url: string;
};

export type PurchaseList = {
  /** The items of this page, or the answers of a batch */
  data: Array<{
    /** Its id */
    id: string;
    /** Its state; in a batch the HTTP status of this answer */
    status: 'waiting' | 'declined' | 'paid' | 'cancelled' | 'expired' | 'failed';
    /** The pack's code */
    pack: string;
    /** Its name */
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
    /** The currency, as ISO 4217 has it */
    currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
    /** Where it came from */
    origin: 'checkout' | 'auto_top_up' | 'request';
    /** Where it can still be paid */
    checkoutUrl: string | null;
    /** When it was made */
    createdAt: string;
    /** When it was paid; null before */
    paidAt: string | null;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type SubscriptionState = {
  /** The subscription; null without one */
  subscription: {
    /** The code of the tier, from /catalogue/tiers */
    tier: string;
    /** What the tier is called */
    name: string;
    /** How long a period is */
    interval: 'month' | 'year';
    /** Its state */
    status: 'incomplete' | 'trialing' | 'active' | 'past_due' | 'unpaid' | 'paused' | 'cancelled';
    /** How it is paid */
    collection: 'free' | 'invoice' | 'stripe';
    /** What a period costs, a decimal in the subscription's currency */
    price: string;
    /** What a coupon takes off now, a decimal in the subscription's currency */
    discount: string;
    /** The currency, as ISO 4217 has it */
    currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
    /** When the present period began */
    periodStart: string;
    /** When it ends */
    periodEnd: string;
    /** When the trial ends; null without one */
    trialEndsAt: string | null;
    /** Whether it ends with the present period */
    endsWithPeriod: boolean;
    /** The tier that follows with the next period; null when this one goes on */
    next: {
      /** The code of the tier */
      tier: string;
      /** Its interval */
      interval: 'month' | 'year';
    } | null;
    /** A higher tier that begins when its invoice is paid; null without one */
    awaits: {
      /** What the tier is called */
      name: string;
      /** What is due for it, a decimal in the subscription's currency */
      amount: string;
      /** The number of its invoice */
      invoice: string;
    } | null;
    /** Since when a payment is missing; null while none is */
    overdueSince: string | null;
    /** Since when services are reduced; null while they are not */
    restrictedSince: string | null;
  } | null;
};

export type SubscriptionChange = {
  /** The subscription; null without one */
  subscription: {
    /** The code of the tier, from /catalogue/tiers */
    tier: string;
    /** What the tier is called */
    name: string;
    /** How long a period is */
    interval: 'month' | 'year';
    /** Its state */
    status: 'incomplete' | 'trialing' | 'active' | 'past_due' | 'unpaid' | 'paused' | 'cancelled';
    /** How it is paid */
    collection: 'free' | 'invoice' | 'stripe';
    /** What a period costs, a decimal in the subscription's currency */
    price: string;
    /** What a coupon takes off now, a decimal in the subscription's currency */
    discount: string;
    /** The currency, as ISO 4217 has it */
    currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
    /** When the present period began */
    periodStart: string;
    /** When it ends */
    periodEnd: string;
    /** When the trial ends; null without one */
    trialEndsAt: string | null;
    /** Whether it ends with the present period */
    endsWithPeriod: boolean;
    /** The tier that follows with the next period; null when this one goes on */
    next: {
      /** The code of the tier */
      tier: string;
      /** Its interval */
      interval: 'month' | 'year';
    } | null;
    /** A higher tier that begins when its invoice is paid; null without one */
    awaits: {
      /** What the tier is called */
      name: string;
      /** What is due for it, a decimal in the subscription's currency */
      amount: string;
      /** The number of its invoice */
      invoice: string;
    } | null;
    /** Since when a payment is missing; null while none is */
    overdueSince: string | null;
    /** Since when services are reduced; null while they are not */
    restrictedSince: string | null;
  } | null;
  /** Where the customer goes on to pay; null when nothing is left to be done */
  url: string | null;
};

export type InvoiceList = {
  /** The items of this page, or the answers of a batch */
  data: Array<{
    /** The number; unique and without gaps in its year */
    number: string;
    /** Its state */
    status: 'open' | 'paid' | 'void' | 'uncollectible';
    /** The currency, as ISO 4217 has it */
    currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
    /** When it was issued */
    issuedAt: string;
    /** The last day to pay */
    dueOn: string | null;
    /** When it was paid whole; null before */
    paidAt: string | null;
    /** Without tax, a decimal in the document's currency */
    net: string;
    /** Tax, a decimal in the document's currency */
    tax: string;
    /** With tax, a decimal in the document's currency */
    total: string;
    /** What was paid of it, a decimal in the document's currency */
    paid: string;
    /** What credit notes took back, a decimal in the document's currency */
    credited: string;
    /** What is still to be paid, a decimal in the document's currency */
    due: string;
    /** Days since it was due; 0 before, and when nothing is due */
    daysOverdue: number;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type Invoice = {
  /** The number; unique and without gaps in its year */
  number: string;
  /** Its state */
  status: 'open' | 'paid' | 'void' | 'uncollectible';
  /** The currency, as ISO 4217 has it */
  currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
  /** When it was issued */
  issuedAt: string;
  /** The last day to pay */
  dueOn: string | null;
  /** When it was paid whole; null before */
  paidAt: string | null;
  /** Without tax, a decimal in the document's currency */
  net: string;
  /** Tax, a decimal in the document's currency */
  tax: string;
  /** With tax, a decimal in the document's currency */
  total: string;
  /** What was paid of it, a decimal in the document's currency */
  paid: string;
  /** What credit notes took back, a decimal in the document's currency */
  credited: string;
  /** What is still to be paid, a decimal in the document's currency */
  due: string;
  /** Days since it was due; 0 before, and when nothing is due */
  daysOverdue: number;
  /** The purchase that it is for; null for a tier */
  purchaseId: string | null;
  /** When its period begins; null without one */
  periodStart: string | null;
  /** When its period ends; null without one */
  periodEnd: string | null;
  /** Who sold, as it stood at the issue */
  seller: {
    /** The legal name */
    name: string;
    /** Street and house */
    line1: string;
    /** What else the address has */
    line2: string;
    /** City */
    city: string;
    /** Region or state */
    region: string;
    /** Postal code */
    postalCode: string;
    /** The country, as ISO 3166 has it */
    country: string;
    /** The tax id; null without one */
    taxId: string | null;
    /** The e-mail address; null without one */
    email: string | null;
  };
  /** Who bought, as it stood at the issue */
  buyer: {
    /** The legal name */
    name: string;
    /** Street and house */
    line1: string;
    /** What else the address has */
    line2: string;
    /** City */
    city: string;
    /** Region or state */
    region: string;
    /** Postal code */
    postalCode: string;
    /** The country, as ISO 3166 has it */
    country: string;
    /** The tax id; null without one */
    taxId: string | null;
    /** The e-mail address; null without one */
    email: string | null;
  };
  /** The tax by rate */
  taxes: Array<{
    /** What the tax is called */
    name: string;
    /** Its rate: 19 is 19 % */
    percent: string;
    /** UN/CEFACT 5305: S, Z, E, AE (reverse charge) or O */
    category: string;
    /** What it is due on, a decimal in the document's currency */
    net: string;
    /** What is due, a decimal in the document's currency */
    tax: string;
  }>;
  /** What was sold */
  lines: Array<{
    /** What was sold */
    description: string;
    /** How many */
    quantity: string;
    /** The price of one without tax, a decimal in the document's currency */
    unitPrice: string;
    /** What was taken off, a decimal in the document's currency */
    discount: string;
    /** Without tax, a decimal in the document's currency */
    net: string;
    /** Tax, a decimal in the document's currency */
    tax: string;
    /** The rate of its tax */
    taxPercent: string;
    /** When its period begins; null without one */
    periodStart: string | null;
    /** When its period ends; null without one */
    periodEnd: string | null;
  }>;
  /** The numbers of its credit notes */
  creditNotes: Array<string>;
  /** What came in for it */
  payments: Array<{
    /** How it was paid: stripe, paymob or bank_transfer */
    provider: string;
    /** Our reference of the payment */
    reference: string;
    /** What came, a decimal in the document's currency */
    amount: string;
    /** When it came */
    paidAt: string | null;
  }>;
};

export type CreditNoteList = {
  /** The items of this page, or the answers of a batch */
  data: Array<{
    /** The number; unique and without gaps in its year */
    number: string;
    /** The number of its invoice */
    invoice: string;
    /** Why it was issued */
    reason: string;
    /** The currency, as ISO 4217 has it */
    currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
    /** When it was issued */
    issuedAt: string;
    /** Without tax, a decimal in the document's currency */
    net: string;
    /** Tax, a decimal in the document's currency */
    tax: string;
    /** With tax, a decimal in the document's currency */
    total: string;
    /** The tax by rate */
    taxes: Array<{
      /** What the tax is called */
      name: string;
      /** Its rate: 19 is 19 % */
      percent: string;
      /** UN/CEFACT 5305: S, Z, E, AE (reverse charge) or O */
      category: string;
      /** What it is due on, a decimal in the document's currency */
      net: string;
      /** What is due, a decimal in the document's currency */
      tax: string;
    }>;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type CreditNote = {
  /** The number; unique and without gaps in its year */
  number: string;
  /** The number of its invoice */
  invoice: string;
  /** Why it was issued */
  reason: string;
  /** The currency, as ISO 4217 has it */
  currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
  /** When it was issued */
  issuedAt: string;
  /** Without tax, a decimal in the document's currency */
  net: string;
  /** Tax, a decimal in the document's currency */
  tax: string;
  /** With tax, a decimal in the document's currency */
  total: string;
  /** The tax by rate */
  taxes: Array<{
    /** What the tax is called */
    name: string;
    /** Its rate: 19 is 19 % */
    percent: string;
    /** UN/CEFACT 5305: S, Z, E, AE (reverse charge) or O */
    category: string;
    /** What it is due on, a decimal in the document's currency */
    net: string;
    /** What is due, a decimal in the document's currency */
    tax: string;
  }>;
};

export type Statement = {
  /** The first day, in UTC */
  from: string;
  /** The last day, in UTC */
  to: string;
  /** The currency, as ISO 4217 has it */
  currency: 'USD' | 'EUR' | 'GBP' | 'PLN' | 'EGP' | 'JPY' | 'KWD';
  /** The account in money */
  money: {
    /** What was owed before the first day; below zero what was the customer’s, a decimal in the statement's currency */
    opening: string;
    /** Every movement, in order */
    movements: Array<{
      /** When it happened */
      at: string;
      /** What moved the account */
      kind:
        'invoice' | 'void' | 'write_off' | 'owed_again' | 'credit_note' | 'payment' | 'refund' | 'chargeback';
      /** The number of the document, or the reference of the payment */
      reference: string;
      /** How it was paid; null for documents */
      provider: string | null;
      /** What is owed more by it, a decimal in the statement's currency */
      amount: string;
      /** What is owed after it, a decimal in the statement's currency */
      balance: string;
    }>;
    /** What is owed after the last day, a decimal in the statement's currency */
    closing: string;
  };
  /** The account in credits */
  credits: {
    /** The balance before the first day, credits with at most six decimals */
    opening: string;
    /** Every movement, in order */
    movements: Array<{
      /** When it happened */
      at: string;
      /** What kind of movement it is */
      kind: string;
      /** The code of the service; null for none */
      service: string | null;
      /** What the caller called the work; null for nothing */
      reference: string | null;
      /** What came, below zero what went, credits with at most six decimals */
      amount: string;
      /** The balance after it, credits with at most six decimals */
      balance: string;
    }>;
    /** The balance after the last day, credits with at most six decimals */
    closing: string;
  };
};

export type ErrorReport = {
  /** Its id */
  id: string;
  /** The group of reports with the same fingerprint */
  groupId: string;
  /** What makes two reports the same error; made from message and stack when it is missing */
  fingerprint: string;
  /** How many */
  count: number;
  /** Where a person asks for paid support about it */
  requestSupportUrl: string;
};

export type FiledSupportRequest = {
  /** Names the request from then on: REQ-2026-000123 */
  number: string;
  /** `unpaid` waits for the customer to have credits */
  status: 'new' | 'unpaid';
  /** In credits */
  price: string;
  /** The request on the customer's own pages */
  url: string;
};

export type SupportRequestList = {
  /** The items of this page, or the answers of a batch */
  data: Array<{
    /** Names the request from then on: REQ-2026-000123 */
    number: string;
    /** What it is about */
    subject: string;
    /** `unpaid` waits for the customer to have credits */
    status:
      | 'unpaid'
      | 'new'
      | 'assigned'
      | 'in_progress'
      | 'waiting_on_customer'
      | 'resolved'
      | 'closed'
      | 'cancelled';
    /** The name of its category */
    category: string;
    /** How soon it is needed */
    urgency: 'normal' | 'high' | 'critical';
    /** Whose request it is */
    reporter: {
      /** Their address */
      email: string;
      /** What they are called */
      name: string;
    };
    /** Answers that the reporter has not seen */
    unread: number;
    /** When it was filed */
    createdAt: string;
    /** When anything last changed on it */
    updatedAt: string;
  }>;
  /** The cursor of the next page; null on the last one */
  nextCursor: string | null;
};

export type SupportRequest = {
  /** Names the request from then on: REQ-2026-000123 */
  number: string;
  /** What it is about */
  subject: string;
  /** `unpaid` waits for the customer to have credits */
  status:
    | 'unpaid'
    | 'new'
    | 'assigned'
    | 'in_progress'
    | 'waiting_on_customer'
    | 'resolved'
    | 'closed'
    | 'cancelled';
  /** The name of its category */
  category: string;
  /** How soon it is needed */
  urgency: 'normal' | 'high' | 'critical';
  /** Whose request it is */
  reporter: {
    /** Their address */
    email: string;
    /** What they are called */
    name: string;
  };
  /** Answers that the reporter has not seen */
  unread: number;
  /** When it was filed */
  createdAt: string;
  /** When anything last changed on it */
  updatedAt: string;
  /** What was written when it was filed */
  body: string;
  /** Files that came with it */
  attachments: Array<{
    /** Its id */
    id: string;
    /** Its name */
    fileName: string;
    /** What it is, by its bytes */
    mediaType: string;
    /** How many bytes it has */
    sizeBytes: number;
  }>;
  /** The public messages, the oldest first */
  messages: Array<{
    /** Its id */
    id: string;
    /** Who wrote it */
    author: {
      /** What they are called */
      name: string;
      /** Whose side they are on */
      side: 'customer' | 'staff';
    };
    /** Written by this reporter */
    isOwn: boolean;
    /** The words */
    body: string;
    /** `text` came by mail: show it line by line */
    format: 'markdown' | 'text';
    /** Files that came with it */
    attachments: Array<{
      /** Its id */
      id: string;
      /** Its name */
      fileName: string;
      /** What it is, by its bytes */
      mediaType: string;
      /** How many bytes it has */
      sizeBytes: number;
    }>;
    /** When it was written */
    createdAt: string;
    /** When it was last changed; null when it never was */
    editedAt: string | null;
  }>;
  /** What was done in the end; null before */
  resolution: string | null;
  /** Whether it still takes messages */
  mayReply: boolean;
};

export type SupportMessage = {
  /** The id of the message */
  messageId: string;
};

export type SupportUnread = {
  /** How many messages they have not seen, over all of their requests */
  unread: number;
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
  credits: string | number;
  /** Why, for the people who read the entries */
  reason: string;
  /** When it ends; null for never */
  expiresAt?: string | null;
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

export type ChangeSubscriptionInput = {
  /** change: to `tier` or `interval`; a higher tier at once, all else with the next period. cancel: ends with the period. undo: takes back what is planned. pause and resume: only what is paid by card */
  action?: 'change' | 'cancel' | 'undo' | 'pause' | 'resume';
  /** The code of a tier, from /catalogue/tiers; the present one, when left out */
  tier?: string;
  /** How long a period shall be; as now, when left out */
  interval?: 'month' | 'year';
  /** The code of a coupon */
  coupon?: string;
  /** What may be charged at once, a decimal; another amount is refused. Whatever it costs, when left out */
  dueNow?: string;
};

export type ListInvoicesInput = {
  /** `nextCursor` of the page before */
  cursor?: string;
  /** How many, at most 100 */
  limit?: number;
  /** Only those in this state */
  status?: 'open' | 'paid' | 'void' | 'uncollectible';
};

export type ListCreditNotesInput = {
  /** `nextCursor` of the page before */
  cursor?: string;
  /** How many, at most 100 */
  limit?: number;
};

export type GetStatementInput = {
  /** The first day, in UTC */
  from: string;
  /** The last day, in UTC */
  to: string;
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

export type FileSupportRequestInput = {
  /** The id of the deployment, or its code */
  deployment: string;
  /** Whose request it is */
  reporter: {
    /** Their address, by which they are known */
    email: string;
    /** What to call them */
    name?: string;
  };
  /** What it is about, on one line */
  subject: string;
  /** The whole story, in Markdown */
  body: string;
  /** A category of the catalogue; the first one by default */
  category?: string;
  /** How soon it is needed; it changes the price */
  urgency?: 'normal' | 'high' | 'critical';
};

export type ListSupportRequestsInput = {
  /** The id of the deployment, or its code */
  deployment: string;
  /** The e-mail address of the reporter */
  reporter: string;
  /** `nextCursor` of the page before */
  cursor?: string;
};

export type GetSupportRequestInput = {
  /** The id of the deployment, or its code */
  deployment: string;
  /** The e-mail address of the reporter */
  reporter: string;
};

export type ReplySupportRequestInput = {
  /** The id of the deployment, or its code */
  deployment: string;
  /** Whose request it is */
  reporter: {
    /** Their address, by which they are known */
    email: string;
    /** What to call them */
    name?: string;
  };
  /** The message, in Markdown */
  body: string;
};

export type GetSupportUnreadInput = {
  /** The id of the deployment, or its code */
  deployment: string;
  /** The e-mail address of the reporter */
  reporter: string;
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
  getSubscription: { method: 'GET', path: '/subscription', params: [], input: false },
  changeSubscription: { method: 'POST', path: '/subscription/change', params: [], input: true },
  listInvoices: { method: 'GET', path: '/invoices', params: [], input: true },
  getInvoice: { method: 'GET', path: '/invoices/{number}', params: ['number'], input: false },
  listCreditNotes: { method: 'GET', path: '/credit-notes', params: [], input: true },
  getCreditNote: { method: 'GET', path: '/credit-notes/{number}', params: ['number'], input: false },
  getStatement: { method: 'GET', path: '/statements', params: [], input: true },
  reportError: { method: 'POST', path: '/errors', params: [], input: true },
  fileSupportRequest: { method: 'POST', path: '/support/requests', params: [], input: true },
  listSupportRequests: { method: 'GET', path: '/support/requests', params: [], input: true },
  getSupportRequest: { method: 'GET', path: '/support/requests/{number}', params: ['number'], input: true },
  replySupportRequest: {
    method: 'POST',
    path: '/support/requests/{number}/messages',
    params: ['number'],
    input: true,
  },
  getSupportUnread: { method: 'GET', path: '/support/unread', params: [], input: true },
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

  /** Read the subscription. The tier, what it costs and what follows; null without one. */
  getSubscription(options?: CallOptions): Promise<SubscriptionState>;

  /** Choose, change or end a tier. Starts a tier, moves to a higher one at once, or to a lower one or another interval with the next period; cancels, pauses, resumes, and takes back what is planned. It may charge the saved card: name the amount that you agree to in `dueNow`. Where the tier is paid by invoice the difference is invoiced, and `awaits` stands until it is paid. A repeat with the same Idempotency-Key is answered as before and changes nothing. */
  changeSubscription(input?: ChangeSubscriptionInput, options?: CallOptions): Promise<SubscriptionChange>;

  /** List invoices. Newest first. Drafts are none of them. */
  listInvoices(input?: ListInvoicesInput, options?: CallOptions): Promise<InvoiceList>;

  /** Read an invoice. As JSON, as the PDF with `Accept: application/pdf`, or as UBL 2.1 with `Accept: application/xml`. */
  getInvoice(number: string, options?: CallOptions): Promise<Invoice>;

  /** List credit notes. Newest first. */
  listCreditNotes(input?: ListCreditNotesInput, options?: CallOptions): Promise<CreditNoteList>;

  /** Read a credit note. As JSON, as the PDF with `Accept: application/pdf`, or as UBL 2.1 with `Accept: application/xml`. */
  getCreditNote(number: string, options?: CallOptions): Promise<CreditNote>;

  /** Read a statement of account. What stood before the first day, every movement, what stands after the last: in money and in credits. As JSON, as a table with `Accept: text/csv`, or as the PDF with `Accept: application/pdf`. At most 10,000 movements of each. */
  getStatement(input: GetStatementInput, options?: CallOptions): Promise<Statement>;

  /** Report an error. Files an error with those of the same fingerprint. With 1,000 groups open, a new error is filed under the fingerprint `others` until some are set aside; a group without a report for 90 days goes, unless a request names it. The customer finds it under Support, with a button that asks for paid help. */
  reportError(input: ReportErrorInput, options?: CallOptions): Promise<ErrorReport>;

  /** File a support request. For one of your reporters, from a deployment that the customer has registered. Its price is held from the customer's credits; where they do not suffice the request is kept as `unpaid` until the customer pays. The same Idempotency-Key with the same words is the same request. */
  fileSupportRequest(input: FileSupportRequestInput, options?: CallOptions): Promise<FiledSupportRequest>;

  /** List a reporter's requests. What this reporter filed from this deployment, newest first, 25 on a page. Nothing of anybody else, whatever the key may reach. */
  listSupportRequests(input: ListSupportRequestsInput, options?: CallOptions): Promise<SupportRequestList>;

  /** Get a support request. One request with its public messages; internal notes are never part of it. Show it to the reporter: it counts as read by them from then on. A request outside of the pair of deployment and reporter is not found. */
  getSupportRequest(
    number: string,
    input: GetSupportRequestInput,
    options?: CallOptions,
  ): Promise<SupportRequest>;

  /** Reply to a support request. A public message under the reporter's name. It takes up again what waited for the customer, and what was resolved. The same Idempotency-Key with the same words is the same message. */
  replySupportRequest(
    number: string,
    input: ReplySupportRequestInput,
    options?: CallOptions,
  ): Promise<SupportMessage>;

  /** Count unread messages. How many messages this reporter has not seen, over all of their requests: the number for a badge. It counts messages, not requests, and is the sum of `unread` in the list. */
  getSupportUnread(input: GetSupportUnreadInput, options?: CallOptions): Promise<SupportUnread>;
}
