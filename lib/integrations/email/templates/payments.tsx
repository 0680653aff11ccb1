import { formatMoney } from '@/lib/core/format';
import type { Templates } from '../letter';
import { Action, Facts, Paragraph } from './parts';

/** Mails about money that goes back, and about proofs of transfers. */
export const paymentTemplates: Templates<'payment-refunded' | 'proof-reviewed'> = {
  'payment-refunded': (props, words) => {
    const { t, locale } = words;
    const amount = formatMoney(props.amountMinor, props.currency, locale);
    const { outcome } = props;
    const text = t(`payment-refunded.text.${outcome}`, { organisation: props.organisation });
    return {
      subject: t(`payment-refunded.subject.${outcome}`, { amount }),
      preview: text,
      heading: t(`payment-refunded.heading.${outcome}`),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Facts
            rows={[
              [t('facts.organisation'), props.organisation],
              [t('facts.amount'), amount],
              [t('facts.reason'), props.reason],
            ]}
          />
          <Action url={props.url} label={t('payment-refunded.button')} words={words} />
        </>
      ),
    };
  },
  'proof-reviewed': (props, words) => {
    const { t } = words;
    const text = t(`proof-reviewed.${props.outcome}`, { reference: props.reference });
    return {
      subject: t(`proof-reviewed.subject.${props.outcome}`, { reference: props.reference }),
      preview: text,
      heading: t('proof-reviewed.heading'),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          {props.reason && <Paragraph>{props.reason}</Paragraph>}
          <Action url={props.url} label={t('proof-reviewed.button')} words={words} />
        </>
      ),
    };
  },
};
