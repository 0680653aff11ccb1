import { formatDate, formatDateTime, formatMoney } from '@/lib/core/format';
import type { Templates } from '../letter';
import { Action, Facts, Paragraph } from './parts';

/** Mails about invoices that wait for their payment, and about those that were paid. */
export const invoiceTemplates: Templates<'invoice-issued' | 'invoice-paid'> = {
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
  'invoice-paid': (props, words) => {
    const { t, locale } = words;
    const money = (minor: string) => formatMoney(minor, props.currency, locale);
    const amount = money(props.amountMinor);
    const text = t('invoice-paid.text', { organisation: props.organisation });
    return {
      subject: t('invoice-paid.subject', { number: props.number, amount }),
      preview: text,
      heading: t('invoice-paid.heading'),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Facts
            rows={[
              [t('facts.invoice'), props.number],
              [t('facts.organisation'), props.organisation],
              [t('facts.what'), props.what],
              [t('facts.paid'), amount],
              [t('facts.tax'), money(props.taxMinor)],
              [t('facts.paidAt'), formatDateTime(props.paidAt, locale)],
            ]}
          />
          <Action url={props.url} label={t('invoice-paid.button')} words={words} />
        </>
      ),
    };
  },
};
