import { type Customer, allRound, developer, large, medium, office, small } from './cast.types';

/** Who joined in the first six weeks: the demo owner's company first, then the VIP, then the one that has almost nothing left. */
export const earlyCustomers: readonly Customer[] = [
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
];
