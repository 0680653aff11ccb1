import { render, toPlainText } from '@react-email/render';
import type { Template, Templates } from './letter';
import { emailTemplates, type EmailProps, type EmailTemplate, type Locale } from './schema';
import { accountTemplates } from './templates/account';
import { creditTemplates } from './templates/credits';
import { invoiceTemplates } from './templates/invoices';
import { Layout } from './templates/layout';
import { paymentTemplates } from './templates/payments';
import { purchaseTemplates } from './templates/purchase';
import { requestTemplates } from './templates/requests';
import { tierTemplates } from './templates/tiers';
import { transferTemplates } from './templates/transfers';
import { wordsOf } from './words';

const templates: Templates<EmailTemplate> = {
  ...accountTemplates,
  ...purchaseTemplates,
  ...paymentTemplates,
  ...invoiceTemplates,
  ...creditTemplates,
  ...requestTemplates,
  ...tierTemplates,
  ...transferTemplates,
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

/**
 * Turns a template and its props into a mail: subject (one line), HTML and plain text.
 * `host` is the address that the footer names. Throws a ZodError for props that the schema refuses.
 */
export async function renderEmail<T extends EmailTemplate>(
  template: T,
  props: EmailProps<T>,
  { locale = 'en', host }: { locale?: Locale; host: string },
): Promise<{ subject: string; html: string; text: string }> {
  const words = wordsOf(locale);
  const checked = emailTemplates[template].parse(props) as EmailProps<T>;
  const letter = (templates[template] as Template<T>)(checked, words);
  const html = await render(<Layout letter={letter} words={words} host={host} />);
  return { subject: letter.subject, html, text: toPlainText(html, textOptions) };
}
