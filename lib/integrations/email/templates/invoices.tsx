import { formatDate, formatMoney } from '@/lib/core/format';
import type { Templates } from '../letter';
import { Action, Facts, Paragraph } from './parts';

/** Mails about invoices that wait for their payment. */
export const invoiceTemplates: Templates<'invoice-issued'> = {
  'invoice-issued': (props, words) => {
    const { t, locale } = words;
    const amount = formatMoney(props.amountMinor, props.currency, locale);
    const due = formatDate(props.dueOn, locale);
    const text = t('invoice-issued.text', { organisation: props.organisation, due });
    return {
      subject: t('invoice-issued.subject', { number: props.number, amount }),
      preview: text,
      heading: t('invoice-issued.heading'),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Facts
            rows={[
              [t('facts.invoice'), props.number],
              [t('facts.organisation'), props.organisation],
              [t('facts.amount'), amount],
              [t('facts.due'), due],
            ]}
          />
          <Action url={props.url} label={t('invoice-issued.button')} words={words} />
        </>
      ),
    };
  },
};
