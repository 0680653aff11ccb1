import { render, toPlainText } from '@react-email/render';
import type { Locale } from '@/lib/core/locales';
import { type Brand, defaultBrand } from './brand';
import type { Template, Templates } from './letter';
import { emailTemplates, type EmailProps, type EmailTemplate } from './schema';
import { accountTemplates } from './templates/account';
import { approvalTemplates } from './templates/approvals';
import { askTemplates } from './templates/asks';
import { creditTemplates } from './templates/credits';
import { invoiceTemplates } from './templates/invoices';
import { Layout } from './templates/layout';
import { noticeTemplates } from './templates/notices';
import { paymentTemplates } from './templates/payments';
import { purchaseTemplates } from './templates/purchase';
import { requestTemplates } from './templates/requests';
import { tierTemplates } from './templates/tiers';
import { transferTemplates } from './templates/transfers';
import { withoutIsolates, wordsOf } from './words';

const templates: Templates<EmailTemplate> = {
  ...accountTemplates,
  ...purchaseTemplates,
  ...paymentTemplates,
  ...invoiceTemplates,
  ...creditTemplates,
  ...requestTemplates,
  ...tierTemplates,
  ...transferTemplates,
  ...askTemplates,
  ...approvalTemplates,
  ...noticeTemplates,
};

const textOptions = {
  wordwrap: 78,
  selectors: [
    { selector: 'h1', options: { uppercase: false } },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    // A text shows the address beside the button already.
    { selector: '.html-only', format: 'skip' },
    { selector: 'table.facts', format: 'dataTable' },
  ],
};

export interface RenderOptions {
  locale?: Locale;
  /** The address that the footer names. */
  host: string;
  brand?: Brand;
  isAnswered?: boolean;
  hasAccount?: boolean;
  unsubscribeUrl?: string;
}

/**
 * Turns a template and its props into a mail: subject (one line), HTML and plain text, in the reader's language and the
 * direction of its letters. Throws a ZodError for props that the schema refuses.
 */
export async function renderEmail<T extends EmailTemplate>(
  template: T,
  props: EmailProps<T>,
  { locale = 'en', brand = defaultBrand, ...options }: RenderOptions,
): Promise<{ subject: string; html: string; text: string }> {
  const { host, isAnswered = false, hasAccount = true, unsubscribeUrl } = options;
  const words = wordsOf(locale, brand.name, hasAccount);
  const checked = emailTemplates[template].parse(props) as EmailProps<T>;
  const made = (templates[template] as Template<T>)(checked, words);
  const letter = { ...made, subject: withoutIsolates(made.subject), preview: withoutIsolates(made.preview) };
  const frame = { brand, host, isAnswered, hasAccount, unsubscribeUrl };
  const html = await render(<Layout letter={letter} words={words} frame={frame} />);
  return { subject: letter.subject, html, text: toPlainText(html, textOptions) };
}
