import { type Customer, allRound, developer, medium, office, small } from './cast.types';

/** Who joined after them. */
export const lateCustomers: readonly Customer[] = [
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
