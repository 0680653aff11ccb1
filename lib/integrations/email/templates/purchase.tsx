import { formatDateTime, formatMoney } from '@/lib/core/format';
import type { Templates } from '../letter';
import { Action, Facts, Paragraph, PlainLink } from './parts';

/** Mails about money that arrived. */
export const purchaseTemplates: Templates<'purchase-receipt'> = {
  'purchase-receipt': (props, words) => {
    const { t, locale } = words;
    const amount = formatMoney(props.amountMinor, props.currency, locale);
    const text = t('purchase-receipt.text', { organisation: props.organisation });
    return {
      subject: t('purchase-receipt.subject', { packName: props.packName, amount }),
      preview: text,
      heading: t('purchase-receipt.heading'),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Facts
            rows={[
              [t('facts.invoice'), props.invoiceNumber],
              [t('facts.purchase'), props.purchaseNumber],
              [t('facts.organisation'), props.organisation],
              [t('facts.pack'), props.packName],
              [t('facts.credits'), words.credits(props.creditsMicro)],
              [t('facts.paid'), amount],
              [t('facts.tax'), formatMoney(props.taxMinor, props.currency, locale)],
              [t('facts.paidAt'), formatDateTime(props.paidAt, locale)],
            ]}
          />
          <Action url={props.purchaseUrl} label={t('purchase-receipt.button')} words={words} />
          <PlainLink url={props.invoiceUrl} label={t('purchase-receipt.invoice')} />
        </>
      ),
    };
  },
};
