import type { CustomerClass, MemberRole } from '@/lib/core/db';

export type ServiceCode =
  | 'error-analysis'
  | 'error-ingest'
  | 'ai-summary'
  | 'ai-chat'
  | 'log-search'
  | 'data-export'
  | 'uptime-check'
  | 'report';
export type TierCode = 'free' | 'starter' | 'professional' | 'business';
export type PackCode = 'pack-100' | 'pack-250' | 'pack-500' | 'pack-1000';

/** A customer of the demo. Days count from the beginning of the story; `pace` is credits on a full working day. */
export type Customer = {
  name: string;
  domain: string;
  timeZone: string;
  customerClass?: CustomerClass;
  joins: number;
  /** Each tier with the day it begins on, counted from joining. */
  tiers: readonly (readonly [number, TierCode])[];
  /** The day of leaving, counted from joining: usage and purchases end, the subscription is cancelled. */
  leaves?: number;
  people: readonly (readonly [string, MemberRole])[];
  pace: number;
  mix: Readonly<Partial<Record<ServiceCode, number>>>;
  requestsAWeek: number;
  packs: Readonly<Partial<Record<PackCode, number>>>;
  quirk?: 'declined' | 'expired' | 'nearly-out' | 'stockpiles';
};

export const developer = {
  'error-analysis': 4,
  'error-ingest': 5,
  'ai-summary': 3,
  'log-search': 4,
  'uptime-check': 2,
};
export const office = { 'ai-chat': 6, 'ai-summary': 3, 'data-export': 2, 'log-search': 1 };
export const allRound = {
  'error-analysis': 3,
  'error-ingest': 3,
  'ai-summary': 3,
  'ai-chat': 4,
  'log-search': 2,
  'data-export': 1,
  'uptime-check': 2,
};
export const small = { 'pack-100': 5, 'pack-250': 1 };
export const medium = { 'pack-100': 5, 'pack-250': 5, 'pack-500': 1 };
export const large = { 'pack-500': 4, 'pack-1000': 1 };
