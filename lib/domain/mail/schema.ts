import { z } from 'zod';
import { Id } from '@/lib/core/ids';

export const inboundStatuses = ['received', 'posted', 'filed', 'parked', 'quarantined', 'failed'] as const;
export type InboundStatus = (typeof inboundStatuses)[number];

/** Why a mail needs nobody (parked), or waits for somebody's look. */
export const inboundReasons = [
  ...['autoReply', 'listMail', 'receipt', 'bounce', 'loop', 'empty', 'rejected'],
  ...['unauthenticated', 'severalSenders', 'unknownSender', 'otherSender', 'severalOrganisations'],
  ...['notTheirs', 'closed', 'noNew', 'unreadable'],
] as const;
export type InboundReason = (typeof inboundReasons)[number];

/** The doors that mail comes in by. */
export const mailSources = ['smtp', 'mailgun', 'postmark', 'sendgrid', 'ses', 'raw'] as const;
export type MailSource = (typeof mailSources)[number];

export const mailLimits = {
  /** 25 MB of files are 34 MB in a mail. */
  rawBytes: 35_000_000,
  recipients: 300,
  /** Mails of one sender to one request, or of new ones, before they are taken for two machines that answer each other. */
  loopIn10Minutes: { request: 5, new: 10 },
  loopInADay: 20,
  keptDays: 365,
} as const;

/** Whether mails to the support address become requests, and of which category; without one, of the first. */
export const MailSettingInput = z.object({
  acceptNew: z.boolean().default(true),
  categoryCode: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'unknown')
    .or(z.literal('').transform(() => null))
    .nullable()
    .default(null),
});

/** The tabs of /desk/mail. */
export const mailTabs = ['waiting', 'parked', 'taken', 'all'] as const;
export type MailTab = (typeof mailTabs)[number];

export const ListInboundInput = z.object({
  tab: z.enum(mailTabs).default('waiting').catch('waiting'),
  after: z
    .string()
    .max(200)
    .regex(/^[\w-]+$/, 'invalid')
    .optional()
    .catch(undefined),
});

export const InboundInput = z.object({ mailId: Id('inboundMail') });

export const RequestNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^REQ-\d{4}-\d{6}$/, 'requestNumber');

/** To a request by its number, or as a new one of the sender. */
export const ReleaseMailInput = InboundInput.extend({
  number: RequestNumber.or(z.literal('')).default(''),
  /** For a new one, where the sender is a member of several. */
  organisationId: Id('organisation')
    .optional()
    .or(z.literal('').transform(() => undefined)),
});
