import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { locales } from '@/lib/core/locales';
import { line } from '@/lib/core/text';
import { contrastWithWhite } from './colour';
import { eventNames, paces } from './events';

/** White words stand on it, and its own on white: both have to be read. */
const READABLE = 4.5;

const colour = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, 'colour')
  .refine((value) => contrastWithWhite(value) >= READABLE, 'darkerColour');

/** A chat's number (groups have a minus) or a public channel's @name; empty: none. */
const chatId = z
  .string()
  .trim()
  .regex(/^(|-?\d{1,20}|@[A-Za-z]\w{3,31})$/, 'telegramChat');

const event = z.enum(eventNames, 'unknown');

/** The event of that name; null for anything else. */
export const eventName = (name: string) => event.safeParse(name).data ?? null;

export const notificationSettings = {
  brand: z.object({ name: z.string(), colour: z.string(), logoKey: z.string().nullable().default(null) }),
  telegram: z.object({ chatId: z.string(), events: z.array(z.string()) }),
} as const;
export type BrandSetting = z.output<typeof notificationSettings.brand>;

export const brandLimits = { logoBytes: 200 * 1024, logoPixels: 2_000 } as const;

export const SaveBrandInput = z.object({ name: line(60), colour });
export const SaveTelegramInput = z.object({ chatId, events: z.array(event).max(eventNames.length) });

const minute = z.int().min(0).max(1_439);

/** One person's hours, in minutes of their own day; quiet hours are both or none. */
export const SaveScheduleInput = z
  .object({
    timeZone: z
      .string()
      .max(60)
      .refine((zone) => {
        try {
          return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
        } catch {
          return false;
        }
      }, 'timeZone'),
    locale: z.enum(locales, 'unknown'),
    quietFrom: minute.nullable(),
    quietTo: minute.nullable(),
    digestAt: minute,
    telegramChatId: chatId.nullable().default(null),
  })
  .superRefine(({ quietFrom, quietTo }, context) => {
    if ((quietFrom === null) !== (quietTo === null))
      context.addIssue({
        code: 'custom',
        path: [quietTo === null ? 'quietTo' : 'quietFrom'],
        message: 'bothHours',
      });
  });

export const SavePreferencesInput = z.object({
  choices: z
    .array(
      z.object({
        event,
        email: z.enum(paces, 'unknown'),
        inApp: z.boolean(),
        telegram: z.boolean().default(false),
      }),
    )
    .max(eventNames.length),
});

export const ListNotificationsInput = z.object({
  /** The id of the last one of the page before. */
  before: Id('notification').optional(),
});

/** Marks those, or all up to now. */
export const MarkNotificationsInput = z.object({ ids: z.array(Id('notification')).max(100).optional() });

export const UnsubscribeInput = z.object({ token: z.string().min(1).max(1_000) });

export const outboxTabs = ['dead', 'waiting', 'sent', 'suppressed'] as const;
export type OutboxTab = (typeof outboxTabs)[number];
export const ListOutboxInput = z.object({
  tab: z.enum(outboxTabs).default('dead'),
  before: Id('delivery').optional(),
});
export const SendAgainInput = z.object({ ids: z.array(Id('delivery')).min(1).max(100) });
export const LiftSuppressionInput = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
});

/** Something that happened, in the bell. The sentence is `lines.<event>` with `values`. */
export type NotificationDto = {
  id: string;
  event: (typeof eventNames)[number];
  values: Record<string, string>;
  path: string;
  at: string;
  isRead: boolean;
};

export type NotificationsDto = { rows: NotificationDto[]; unread: number; next: string | null };

export type ChoiceDto = {
  event: (typeof eventNames)[number];
  isTransactional: boolean;
  email: (typeof paces)[number];
  inApp: boolean;
  telegram: boolean;
};

export type ScheduleDto = z.output<typeof SaveScheduleInput>;
/** `isScheduled`: the hours are the person's own; else they are what holds for whoever has said nothing. */
export type PreferencesDto = {
  choices: ChoiceDto[];
  schedule: ScheduleDto;
  isScheduled: boolean;
  hasTelegram: boolean;
};

/** What a link in a mail would end. */
export type SubscriptionDto = {
  kind: 'event' | 'digest' | 'participant';
  event: (typeof eventNames)[number] | null;
};

export type TelegramDto = {
  chatId: string;
  events: (typeof eventNames)[number][];
  choices: (typeof eventNames)[number][];
  /** Whether a bot speaks there, or the sandbox keeps what it would say. */
  bot: 'none' | 'sandbox' | 'real';
};

export type DeliveryDto = {
  id: string;
  channel: 'email' | 'telegram';
  recipient: string;
  event: string;
  subject: string;
  status: 'queued' | 'sent' | 'held' | 'dead' | 'bounced';
  attempts: number;
  error: string | null;
  runAt: string;
  createdAt: string;
  sentAt: string | null;
};

export type SuppressionDto = { email: string; reason: string; code: string | null; since: string };
