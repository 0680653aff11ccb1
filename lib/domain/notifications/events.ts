/** To whom an event is news. */
export type Audience = 'customer' | 'staff' | 'owner';

/** How soon a mail follows: at once, gathered once a day, or never. */
export const paces = ['now', 'digest', 'off'] as const;
export type Pace = (typeof paces)[number];

interface EventRule {
  audience: Audience;
  /** It is part of what they asked of us: «off», «digest» and unsubscribing do not hold for its mail. */
  isTransactional?: true;
  /** It reaches them also in their quiet hours. */
  breaksQuiet?: true;
  email: Pace;
  inApp: boolean;
  /** Whether a fresh installation tells the team's chat. */
  telegram?: true;
  /** It speaks to one person («assigned to you») and is nothing to say in a group. */
  isPersonal?: true;
  /** What its sentence names: its own message in messages/<locale>/lines.json. */
  values: readonly string[];
}

const request = ['number', 'subject'] as const;
const ofCustomer = [...request, 'organisation'] as const;

/** Everything that anybody is told of, to whom, and by which channels unless they say otherwise. */
export const events = {
  requestReceived: {
    audience: 'customer',
    isTransactional: true,
    email: 'now',
    inApp: false,
    values: request,
  },
  requestUnpaid: { audience: 'customer', isTransactional: true, email: 'now', inApp: true, values: request },
  messageFromStaff: {
    ...{ audience: 'customer', isTransactional: true, email: 'now', inApp: true },
    values: [...request, 'author'],
  },
  quoteProposed: {
    ...{ audience: 'customer', isTransactional: true, email: 'now', inApp: true },
    values: [...request, 'credits'],
  },
  requestResolved: {
    audience: 'customer',
    isTransactional: true,
    email: 'now',
    inApp: true,
    values: request,
  },
  requestCancelled: {
    audience: 'customer',
    isTransactional: true,
    email: 'now',
    inApp: true,
    values: request,
  },
  requestClosed: { audience: 'customer', email: 'off', inApp: true, values: request },
  mailNotTaken: { audience: 'customer', isTransactional: true, email: 'now', inApp: true, values: request },
  ratingAsked: { audience: 'customer', email: 'now', inApp: false, values: request },
  lateReturned: {
    ...{ audience: 'customer', isTransactional: true, email: 'now', inApp: true },
    values: [...request, 'credits'],
  },
  approvalDecided: {
    ...{ audience: 'customer', email: 'now', inApp: true },
    values: [...request, 'owner', 'decision'],
  },
  // Its mails follow the member's own choice of thresholds (warnings), so only the bell is settled here.
  walletWarning: { audience: 'customer', email: 'now', inApp: true, values: ['organisation', 'available'] },

  newRequest: { audience: 'staff', email: 'off', inApp: true, telegram: true, values: ofCustomer },
  assigned: {
    audience: 'staff',
    isTransactional: true,
    isPersonal: true,
    email: 'now',
    inApp: true,
    values: ofCustomer,
  },
  handedOver: {
    ...{ audience: 'staff', isTransactional: true, isPersonal: true, email: 'now', inApp: true },
    values: [...ofCustomer, 'author'],
  },
  messageFromCustomer: { audience: 'staff', email: 'now', inApp: true, values: [...request, 'author'] },
  mentioned: {
    ...{ audience: 'staff', isTransactional: true, isPersonal: true, email: 'now', inApp: true },
    values: [...request, 'author'],
  },
  quoteDecided: { audience: 'staff', email: 'now', inApp: true, values: [...request, 'decision'] },
  slaNear: {
    audience: 'staff',
    email: 'now',
    inApp: true,
    telegram: true,
    values: [...ofCustomer, 'promise'],
  },
  slaBreached: {
    ...{
      audience: 'staff',
      isTransactional: true,
      breaksQuiet: true,
      email: 'now',
      inApp: true,
      telegram: true,
    },
    values: [...ofCustomer, 'promise'],
  },
  badRating: {
    audience: 'staff',
    email: 'now',
    inApp: true,
    telegram: true,
    values: [...ofCustomer, 'score'],
  },
  mailQuarantined: {
    audience: 'staff',
    email: 'off',
    inApp: true,
    telegram: true,
    values: ['sender', 'subject'],
  },
  ownerDecided: {
    ...{ audience: 'staff', email: 'now', inApp: true, telegram: true },
    values: [...request, 'owner', 'decision'],
  },
  expertGone: { audience: 'staff', email: 'now', inApp: true, telegram: true, values: ['expert', 'count'] },

  approvalAsked: {
    ...{ audience: 'owner', isTransactional: true, email: 'now', inApp: false },
    values: ['organisation', 'count'],
  },
  approvalReminder: {
    ...{ audience: 'owner', isTransactional: true, email: 'now', inApp: false },
    values: ['organisation', 'count'],
  },
} as const satisfies Record<string, EventRule>;

export type EventName = keyof typeof events;

/** The values that the sentence of an event needs: strings; `decision` is `approved|rejected|accepted|declined`,
 * `promise` is `firstAnswer|resolution`, `count` a whole number. */
export type EventValues<E extends EventName> = Record<(typeof events)[E]['values'][number], string>;

/** One event by its rules, as the table types them in general. */
export const ruleOf = (event: EventName): EventRule => events[event];

export const eventNames = Object.keys(events) as EventName[];

export const isEvent = (name: string): name is EventName => name in events;

/** What a person of one side may choose about: the owner of an organisation has no account, so nothing to choose. */
export const eventsFor = (audience: Audience): EventName[] =>
  eventNames.filter((name) => events[name].audience === audience);
