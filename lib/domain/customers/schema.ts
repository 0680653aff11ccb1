import { z } from 'zod';
import { Id } from '@/lib/core/ids';

export const customerClasses = ['standard', 'vip'] as const;
export type CustomerClass = (typeof customerClasses)[number];

export const ListCustomersInput = z.object({
  /** Part of the organisation's name, or of a member's name or e-mail address. */
  q: z
    .string()
    .max(200)
    .default('')
    .transform((value) => value.replaceAll('\u0000', '').toWellFormed().trim()),
  after: Id('organisation').optional(),
});

export const SetCustomerClassInput = z.object({
  organisationId: Id('organisation'),
  customerClass: z.enum(customerClasses),
});

export type CustomerRowDto = {
  id: string;
  name: string;
  customerClass: CustomerClass;
  owner: { name: string; email: string } | null;
  balanceMicro: string;
  heldMicro: string;
  tier: string | null;
  openRequests: number;
  /** The latest sign of life: a visit, a purchase, a request, a used credit. */
  lastActiveAt: string | null;
  createdAt: string;
};

export type CustomerDto = {
  id: string;
  name: string;
  customerClass: CustomerClass;
  currency: string;
  timeZone: string;
  createdAt: string;
  subscription: {
    tier: string;
    priceMinor: string;
    currency: string;
    status: string;
    periodEnd: string;
  } | null;
  paid: { currency: string; totalMinor: string; purchases: number }[];
  members: {
    id: string;
    name: string;
    email: string;
    role: string;
    lastSeenAt: string | null;
    isActive: boolean;
  }[];
};

export type CustomerPurchaseDto = {
  id: string;
  packName: string;
  credits: string;
  totalMinor: string;
  currency: string;
  status: string;
  /** Null where no person bought: `origin` says what did. */
  buyer: string | null;
  origin: 'checkout' | 'auto_top_up' | 'request';
  createdAt: string;
  paidAt: string | null;
};

export type CustomerRequestDto = {
  id: string;
  number: string;
  subject: string;
  status: string;
  urgency: string;
  price: string;
  expert: string | null;
  createdAt: string;
};

export const customerTabs = ['wallet', 'entries', 'purchases', 'requests', 'members', 'keys'] as const;
export type CustomerTab = (typeof customerTabs)[number];
