import { type Tx, db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { type Brand, defaultBrand } from '@/lib/integrations/email/brand';
import { type EventName, eventsFor, ruleOf } from './events';
import { type BrandSetting, notificationSettings } from './schema';

/** What the team's chat may hear of. */
export const chatEvents = eventsFor('staff').filter((event) => !ruleOf(event).isPersonal);

/** What it hears of until somebody says otherwise. */
export const usualChatEvents = chatEvents.filter((event) => ruleOf(event).telegram);

/** The team's chat, and what is said there; an empty chat says nothing. */
export async function readTelegram(tx: Tx = db): Promise<{ chatId: string; events: EventName[] }> {
  const row = await tx.setting.findUnique({ where: { key: 'telegram' } });
  if (!row) return { chatId: '', events: usualChatEvents };
  const { chatId, events } = notificationSettings.telegram.parse(row.value);
  return { chatId, events: chatEvents.filter((event) => events.includes(event)) };
}

/** Name, colour and logo of the mails as an administrator set them; null until then. */
export async function readBrandSetting(tx: Tx = db): Promise<BrandSetting | null> {
  const row = await tx.setting.findUnique({ where: { key: 'brand' } });
  return row ? notificationSettings.brand.parse(row.value) : null;
}

/** The same, as mails carry it: undefined leaves the sender of MAIL_FROM and the product's own colour. */
export async function readBrand(tx: Tx = db): Promise<Brand | undefined> {
  const setting = await readBrandSetting(tx);
  if (!setting) return undefined;
  const { name, colour, logoKey } = setting;
  // Its address is its content's: what a reader has kept never goes stale.
  const logoUrl = logoKey ? `${env.APP_URL}/${logoKey}` : null;
  return { ...defaultBrand, name, colour, logoUrl };
}
