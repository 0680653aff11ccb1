import type { CustomerClass, MemberRole, StaffRole } from '@/lib/core/db';

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

const developer = {
  'error-analysis': 4,
  'error-ingest': 5,
  'ai-summary': 3,
  'log-search': 4,
  'uptime-check': 2,
};
const office = { 'ai-chat': 6, 'ai-summary': 3, 'data-export': 2, 'log-search': 1 };
const allRound = {
  'error-analysis': 3,
  'error-ingest': 3,
  'ai-summary': 3,
  'ai-chat': 4,
  'log-search': 2,
  'data-export': 1,
  'uptime-check': 2,
};
const small = { 'pack-100': 5, 'pack-250': 1 };
const medium = { 'pack-100': 5, 'pack-250': 5, 'pack-500': 1 };
const large = { 'pack-500': 4, 'pack-1000': 1 };

/** Twenty customers. The first is the demo owner's; the second the VIP; the third has almost nothing left. */
export const customers: readonly Customer[] = [
  {
    ...{ name: 'Lighthouse Analytics', domain: 'lighthouse', timeZone: 'Europe/Lisbon', joins: 1 },
    ...{
      tiers: [
        [0, 'free'],
        [6, 'starter'],
        [48, 'professional'],
      ],
      pace: 78,
      mix: allRound,
    },
    ...{ requestsAWeek: 1.37, packs: { 'pack-250': 4, 'pack-500': 1 }, quirk: 'declined' },
    people: [
      ['Olivia Marsh', 'owner'],
      ['Tomás Ferreira', 'billing'],
      ['Inês Duarte', 'member'],
    ],
  },
  {
    ...{ name: 'Meridian Freight', domain: 'meridian', timeZone: 'America/Chicago', joins: 4 },
    ...{
      tiers: [
        [0, 'free'],
        [2, 'professional'],
        [40, 'business'],
      ],
      pace: 205,
      mix: allRound,
    },
    ...{ requestsAWeek: 1.75, packs: large, customerClass: 'vip' },
    people: [
      ['Marcus Bell', 'owner'],
      ['Dana Whitfield', 'billing'],
      ['Priya Raman', 'member'],
      ['Luke Ortega', 'member'],
    ],
  },
  {
    ...{ name: 'Fernhill Studio', domain: 'fernhill', timeZone: 'Europe/London', joins: 17 },
    ...{
      tiers: [
        [0, 'free'],
        [26, 'starter'],
      ],
      pace: 15,
      mix: office,
      requestsAWeek: 0.53,
    },
    ...{ packs: small, quirk: 'nearly-out' },
    people: [
      ['Harriet Cole', 'owner'],
      ['Ewan Price', 'member'],
    ],
  },
  {
    ...{ name: 'Kestrel Robotics', domain: 'kestrel', timeZone: 'Asia/Tokyo', joins: 9 },
    ...{
      tiers: [
        [0, 'free'],
        [5, 'professional'],
      ],
      pace: 66,
      mix: developer,
      requestsAWeek: 1.06,
      packs: medium,
    },
    people: [
      ['Haruka Sato', 'owner'],
      ['Kenji Mori', 'billing'],
      ['Aiko Tanabe', 'member'],
    ],
  },
  {
    ...{ name: 'Alder & Finch Books', domain: 'alderfinch', timeZone: 'Europe/Dublin', joins: 12 },
    ...{
      tiers: [
        [0, 'free'],
        [20, 'starter'],
      ],
      pace: 11,
      mix: office,
      requestsAWeek: 0.46,
      packs: small,
    },
    people: [
      ['Niamh Alder', 'owner'],
      ['Conor Finch', 'billing'],
    ],
  },
  {
    ...{ name: 'Tidewater Clinics', domain: 'tidewater', timeZone: 'America/New_York', joins: 37 },
    ...{
      tiers: [
        [0, 'free'],
        [3, 'professional'],
        [60, 'business'],
      ],
      pace: 172,
      mix: office,
    },
    ...{ requestsAWeek: 1.37, packs: large },
    people: [
      ['Grace Holloway', 'owner'],
      ['Samuel Reyes', 'billing'],
      ['Ruth Adeyemi', 'member'],
      ['Ben Carver', 'member'],
    ],
  },
  {
    ...{ name: 'Brightwater Energy', domain: 'brightwater', timeZone: 'Europe/Oslo', joins: 23 },
    ...{
      tiers: [
        [0, 'free'],
        [14, 'professional'],
      ],
      pace: 41,
      mix: developer,
      requestsAWeek: 0.99,
      packs: medium,
    },
    people: [
      ['Ingrid Solberg', 'owner'],
      ['Henrik Dahl', 'billing'],
      ['Sunniva Lie', 'member'],
    ],
  },
  {
    ...{ name: 'Quarry Lane Press', domain: 'quarrylane', timeZone: 'Europe/London', joins: 6 },
    ...{
      tiers: [[0, 'free']],
      pace: 3.6,
      mix: office,
      requestsAWeek: 0.38,
      packs: small,
      quirk: 'stockpiles',
    },
    people: [
      ['Beatrice Lane', 'owner'],
      ['Owen Hart', 'member'],
    ],
  },
  {
    ...{ name: 'Sable Logistics', domain: 'sable', timeZone: 'Africa/Cairo', joins: 31 },
    ...{
      tiers: [
        [0, 'free'],
        [9, 'starter'],
      ],
      pace: 20,
      mix: allRound,
      requestsAWeek: 0.46,
      packs: medium,
    },
    people: [
      ['Yara Mansour', 'owner'],
      ['Karim Adel', 'billing'],
    ],
  },
  {
    ...{ name: 'Juniper Payroll', domain: 'juniper', timeZone: 'America/Toronto', joins: 8, leaves: 139 },
    ...{
      tiers: [
        [0, 'free'],
        [7, 'professional'],
      ],
      pace: 62,
      mix: allRound,
      requestsAWeek: 0.76,
      packs: medium,
    },
    people: [
      ['Claire Fontaine', 'owner'],
      ['Devon Clarke', 'billing'],
    ],
  },
  {
    ...{ name: 'Copperfield Games', domain: 'copperfield', timeZone: 'Europe/Warsaw', joins: 44 },
    ...{
      tiers: [
        [0, 'free'],
        [4, 'starter'],
        [75, 'professional'],
      ],
      pace: 58,
      mix: developer,
    },
    ...{ requestsAWeek: 0.99, packs: medium },
    people: [
      ['Zofia Nowak', 'owner'],
      ['Piotr Zieliński', 'billing'],
      ['Marta Wójcik', 'member'],
    ],
  },
  {
    ...{ name: 'Nimbus Weather', domain: 'nimbus', timeZone: 'Australia/Sydney', joins: 52 },
    ...{
      tiers: [
        [0, 'free'],
        [11, 'starter'],
      ],
      pace: 10,
      mix: developer,
      requestsAWeek: 0.46,
      packs: medium,
    },
    people: [
      ['Isla Thornton', 'owner'],
      ['Jack Nguyen', 'member'],
    ],
  },
  {
    ...{ name: 'Orchard Foods', domain: 'orchard', timeZone: 'America/Sao_Paulo', joins: 58 },
    ...{
      tiers: [
        [0, 'free'],
        [109, 'starter'],
      ],
      pace: 9,
      mix: office,
      requestsAWeek: 0.38,
      packs: small,
    },
    people: [
      ['Rafael Campos', 'owner'],
      ['Bianca Lopes', 'billing'],
    ],
  },
  {
    ...{ name: 'Pebble Travel', domain: 'pebble', timeZone: 'Asia/Singapore', joins: 66 },
    ...{
      tiers: [
        [0, 'free'],
        [8, 'starter'],
      ],
      pace: 20,
      mix: office,
      requestsAWeek: 0.53,
      packs: small,
    },
    people: [
      ['Mei Lin Tan', 'owner'],
      ['Arjun Pillai', 'billing'],
      ['Siti Rahman', 'member'],
    ],
  },
  {
    ...{ name: 'Red Kite Security', domain: 'redkite', timeZone: 'Europe/Berlin', joins: 71 },
    ...{
      tiers: [
        [0, 'free'],
        [3, 'professional'],
      ],
      pace: 70,
      mix: developer,
      requestsAWeek: 1.22,
      packs: medium,
    },
    people: [
      ['Jonas Weber', 'owner'],
      ['Lena Hoffmann', 'billing'],
      ['Felix Brandt', 'member'],
    ],
  },
  {
    ...{ name: 'Lantern Education', domain: 'lantern', timeZone: 'Asia/Kolkata', joins: 83 },
    ...{ tiers: [[0, 'free']], pace: 10, mix: office, requestsAWeek: 0.38, packs: small },
    people: [
      ['Ananya Iyer', 'owner'],
      ['Rohan Mehta', 'member'],
    ],
  },
  {
    ...{ name: 'Wren Architects', domain: 'wren', timeZone: 'Europe/Copenhagen', joins: 96 },
    ...{
      tiers: [[0, 'free']],
      pace: 0.7,
      mix: { 'ai-chat': 3, 'log-search': 2 },
      requestsAWeek: 0.11,
      packs: {},
    },
    people: [['Freja Lund', 'owner']],
  },
  {
    ...{ name: 'Halcyon Labs', domain: 'halcyon', timeZone: 'America/Los_Angeles', joins: 102 },
    ...{
      tiers: [
        [0, 'free'],
        [5, 'starter'],
      ],
      pace: 24,
      mix: allRound,
      requestsAWeek: 0.84,
      packs: medium,
    },
    people: [
      ['Theo Ramsey', 'owner'],
      ['Maya Castillo', 'billing'],
      ['Noah Kim', 'member'],
    ],
  },
  {
    ...{ name: 'Driftwood Hotels', domain: 'driftwood', timeZone: 'Pacific/Auckland', joins: 118 },
    ...{
      tiers: [
        [0, 'free'],
        [30, 'starter'],
      ],
      pace: 9,
      mix: office,
      requestsAWeek: 0.38,
      packs: small,
      quirk: 'expired',
    },
    people: [
      ['Hana Rewi', 'owner'],
      ['George Pollard', 'billing'],
    ],
  },
  {
    ...{ name: 'Saffron Kitchen', domain: 'saffron', timeZone: 'Asia/Dubai', joins: 171 },
    ...{ tiers: [[0, 'free']], pace: 6, mix: office, requestsAWeek: 0.61, packs: small },
    people: [
      ['Layla Haddad', 'owner'],
      ['Omar Siddiqui', 'member'],
    ],
  },
];

export type Colleague = {
  name: string;
  email: string;
  roles: StaffRole[];
  skills?: string[];
  capacity?: number;
};

/** The company's own people. Skills are codes of support categories. */
export const colleagues: readonly Colleague[] = [
  {
    ...{ name: 'Elena Petrova', email: 'expert@meterdesk.test', roles: ['expert'], capacity: 8 },
    skills: ['bug', 'incident', 'performance'],
  },
  {
    ...{ name: 'David Okafor', email: 'david.okafor@meterdesk.test', roles: ['expert'], capacity: 8 },
    skills: ['integration', 'bug', 'question'],
  },
  {
    ...{ name: 'Mina Farouk', email: 'mina.farouk@meterdesk.test', roles: ['expert'], capacity: 6 },
    skills: ['performance', 'integration', 'incident'],
  },
  {
    ...{ name: 'Lukas Berger', email: 'lukas.berger@meterdesk.test', roles: ['expert'], capacity: 6 },
    skills: ['question', 'bug', 'integration'],
  },
  { name: 'Amara Diallo', email: 'agent@meterdesk.test', roles: ['agent'] },
  { name: 'Victor Lindqvist', email: 'finance@meterdesk.test', roles: ['finance'] },
  { name: 'Sofia Conti', email: 'admin@meterdesk.test', roles: ['admin'] },
];
