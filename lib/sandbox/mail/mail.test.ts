import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeEmail, sendEmail } from '@/lib/integrations/email/send';
import type { EmailJob } from '@/lib/integrations/email/schema';
import type { Sandbox } from '../server';
import { control, startTestSandbox } from '../test-shop';
import type { Mail } from './store';

const appUrl = 'http://localhost:3999';
const dir = mkdtempSync(path.join(tmpdir(), 'meterdesk-mail-'));
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox({ appUrl, dir });
  process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1:1/none';
  process.env.AUTH_SECRET ??= 'x'.repeat(32);
  process.env.APP_URL = appUrl;
  process.env.MAIL_FROM = 'Meterdesk <portal@meterdesk.test>';
  process.env.SMTP_URL = `smtp://127.0.0.1:${sandbox.smtpPort}`;
});
afterAll(async () => {
  closeEmail();
  await sandbox.close();
});

const inbox = (to: string) => control<Mail[]>(sandbox, `/mail/api?to=${encodeURIComponent(to)}`);

async function only(to: string): Promise<Mail> {
  const [mail, ...others] = await inbox(to);
  if (!mail || others.length > 0) throw new Error(`${others.length + (mail ? 1 : 0)} mails to ${to}`);
  return mail;
}

const receipt = {
  template: 'purchase-receipt',
  props: {
    organisation: 'Łódź & Söhne <GmbH>',
    packName: '250 credits',
    creditsMicro: '250000000',
    amountMinor: '2000',
    currency: 'USD',
    paidAt: '2026-11-21T09:30:00.000Z',
    purchaseUrl: `${appUrl}/credits/purchases/pur_1`,
    purchaseNumber: 'PUR-2026-000001',
    taxMinor: '319',
    invoiceNumber: 'INV-2026-000001',
    invoiceUrl: `${appUrl}/billing/invoices/INV-2026-000001`,
  },
} as const satisfies Partial<EmailJob>;

describe('a mail sent over SMTP', () => {
  test('arrives with its words, figures, link and text', async () => {
    const { messageId } = await sendEmail({ ...receipt, to: 'Ada@Example.com' });
    const mail = await only('ada@example.com');
    expect(mail).toMatchObject({
      messageId,
      to: 'ada@example.com',
      from: 'Meterdesk <portal@meterdesk.test>',
      subject: 'Receipt for 250 credits: $20.00',
      links: [receipt.props.purchaseUrl, receipt.props.invoiceUrl],
    });
    expect(mail.html).toContain('Łódź &amp; Söhne &lt;GmbH&gt;');
    for (const part of [
      'Łódź & Söhne <GmbH>',
      '250 credits',
      '$20.00',
      'PUR-2026-000001',
      receipt.props.purchaseUrl,
    ])
      expect(mail.text).toContain(part);
  });

  test('the button is the first link, for every template', async () => {
    const url = `${appUrl}/link/verify?token=abc&x=1`;
    const request = { number: 'REQ-2026-000123', subject: 'Timeouts', url };
    const mails: Pick<EmailJob, 'template' | 'props'>[] = [
      { template: 'verify-email', props: { name: 'Ada', url } },
      { template: 'reset-password', props: { name: null, url } },
      { template: 'sign-in-link', props: { url } },
      { template: 'account-exists', props: { name: 'Ada', url } },
      { template: 'invitation', props: { organisation: 'Acme', inviter: 'Bob', role: 'billing', url } },
      { template: 'staff-invitation', props: { name: null, role: 'expert', url } },
      { template: 'request-received', props: { ...request, heldMicro: '1000000' } },
      { template: 'request-assigned', props: { ...request, organisation: 'Acme', urgency: 'high' } },
      {
        template: 'request-reply',
        props: { ...request, audience: 'expert', author: 'Ada', excerpt: 'a\nb' },
      },
      {
        template: 'request-resolved',
        props: { ...request, priceMicro: '1500000', summary: null, ratingUrl: `${url}#rate` },
      },
      { template: 'request-cancelled', props: { ...request, releasedMicro: '1000000', reason: 'Twice' } },
    ];
    for (const mail of mails) {
      const to = `${mail.template}@example.com`;
      await sendEmail({ ...mail, to } as EmailJob);
      const { links, text, html, subject } = await only(to);
      expect(links[0], mail.template).toBe(url);
      expect(text).toContain(url);
      expect(`${subject}${text}${html}`).not.toMatch(/\{\w+\}(?!\s*\/)|undefined|\[object/);
    }
  });

  test('figures read exactly: one credit, one and a half', async () => {
    const props = { number: 'R-1', subject: 's', url: appUrl };
    await sendEmail({
      to: 'one@example.com',
      template: 'request-received',
      props: { ...props, heldMicro: '1000000' },
    });
    await sendEmail({
      to: 'half@example.com',
      template: 'request-received',
      props: { ...props, heldMicro: '1500000' },
    });
    expect((await only('one@example.com')).text).toContain('1 credit aside');
    expect((await only('half@example.com')).text).toContain('1.5 credits aside');
  });

  test('a retry with the same key is the same mail, another key another', async () => {
    const mail = { ...receipt, to: 'again@example.com' };
    const first = await sendEmail({ ...mail, messageId: 'purchase-receipt:pur_1' });
    const retry = await sendEmail({ ...mail, messageId: 'purchase-receipt:pur_1' });
    expect(retry.messageId).toBe(first.messageId);
    expect(await inbox('again@example.com')).toHaveLength(1);
    await sendEmail({ ...mail, messageId: 'purchase-receipt:pur_2' });
    expect(await inbox('again@example.com')).toHaveLength(2);
  });

  test('nothing typed by a person becomes a header or a recipient', async () => {
    const attack = 'Acme\r\nBcc: victim@example.com\r\n\r\n<h1>';
    await sendEmail({
      to: 'safe@example.com',
      template: 'invitation',
      props: { organisation: attack, inviter: 'Bob\u2028\u0000', role: 'member', url: appUrl },
    });
    const mail = await only('safe@example.com');
    expect(mail.headers.map(({ name }) => name)).not.toContain('bcc');
    expect(mail.subject).toBe('Bob invites you to Acme Bcc: victim@example.com <h1>');
    expect(await inbox('victim@example.com')).toHaveLength(0);
    for (const to of ['a@example.com, b@example.com', 'a@example.com\nBcc: b@example.com', '<a@example.com>'])
      await expect(sendEmail({ ...receipt, to })).rejects.toThrow();
  });

  test('wrong props are refused before anything is sent', async () => {
    const wrong = { ...receipt.props, amountMinor: '20.00', purchaseUrl: 'javascript:alert(1)' };
    await expect(sendEmail({ ...receipt, to: 'wrong@example.com', props: wrong })).rejects.toThrow();
    expect(await inbox('wrong@example.com')).toHaveLength(0);
  });
});

describe('the mail view', () => {
  test('shows the inbox, a mail, and its HTML without a way to run scripts', async () => {
    const [{ id } = { id: '' }] = await inbox('ada@example.com');
    const list = await (await fetch(`${sandbox.url}/mail?to=ada@example.com`)).text();
    expect(list).toContain(`/mail/${id}`);
    const page = await (await fetch(`${sandbox.url}/mail/${id}`)).text();
    expect(page).toContain('Receipt for 250 credits');
    expect(page).toMatch(/<iframe[^>]*sandbox="allow-popups/);
    const body = await fetch(`${sandbox.url}/mail/${id}/html`);
    expect(body.headers.get('content-security-policy')).toMatch(/default-src 'none';.*sandbox allow-popups/);
    expect(await body.text()).toContain('<base target="_top">');
    expect((await fetch(`${sandbox.url}/mail/mail_none`)).status).toBe(404);
  });

  test('mail outlives a restart', async () => {
    await sandbox.close();
    closeEmail();
    await expect(sendEmail({ ...receipt, to: 'down@example.com' })).rejects.toMatchObject({
      code: 'provider_unavailable',
      reason: 'email_unavailable',
    });
    closeEmail();
    sandbox = await startTestSandbox({ appUrl, dir, smtpPort: sandbox.smtpPort });
    expect(await inbox('ada@example.com')).toHaveLength(1);
    await sendEmail({ ...receipt, to: 'down@example.com' });
    expect(await inbox('down@example.com')).toHaveLength(1);
  });
});
