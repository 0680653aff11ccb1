import { formatMoney } from '@/lib/core/format';
import type { Templates } from '../letter';
import { Action, Facts, Paragraph } from './parts';

/** Mails about a transfer that is on its way. */
export const transferTemplates: Templates<'transfer-details' | 'proof-received'> = {
  'transfer-details': (props, words) => {
    const { t, locale } = words;
    const amount = formatMoney(props.amountMinor, props.currency, locale);
    const text = t('transfer-details.text', { organisation: props.organisation, amount });
    const bic: [string, string][] = props.bic ? [[t('facts.bic'), props.bic]] : [];
    return {
      subject: t('transfer-details.subject', { amount, reference: props.reference }),
      preview: text,
      heading: t('transfer-details.heading'),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Facts
            rows={[
              [t('facts.amount'), amount],
              [t('facts.reference'), props.reference],
              [t('facts.holder'), props.holder],
              [t('facts.iban'), props.iban],
              ...bic,
              [t('facts.bank'), props.bank],
            ]}
          />
          <Action url={props.url} label={t('transfer-details.button')} words={words} />
        </>
      ),
    };
  },
  'proof-received': (props, words) => {
    const { t } = words;
    const text = t('proof-received.text', { reference: props.reference });
    return {
      subject: t('proof-received.subject', { reference: props.reference }),
      preview: text,
      heading: t('proof-received.heading'),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Action url={props.url} label={t('proof-received.button')} words={words} />
        </>
      ),
    };
  },
};
