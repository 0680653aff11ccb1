import { formatDateTime, formatDecimal, formatMoney } from '@/lib/core/format';
import type { Templates } from '../letter';
import type { EmailProps } from '../schema';
import type { Words } from '../words';
import { Action, Facts, Paragraph, PlainLink } from './parts';

/** What happened, in one line: «25% of the period's credits are left». */
function thresholdLine({ threshold }: EmailProps<'wallet-warning'>, { t, locale }: Words): string {
  return 'percent' in threshold
    ? t(`wallet-warning.${threshold.kind}`, { percent: threshold.percent })
    : t(`wallet-warning.${threshold.kind}`, { credits: formatDecimal(threshold.credits, locale) });
}

/** Mails about credits that run low, and about the top-up that should have seen to it. */
export const creditTemplates: Templates<'wallet-warning' | 'top-up-stopped'> = {
  'wallet-warning': (props, words) => {
    const { t } = words;
    const { organisation } = props;
    const line = thresholdLine(props, words);
    return {
      subject: t('wallet-warning.subject', { organisation, line }),
      preview: line,
      heading: line,
      body: (
        <>
          <Paragraph>
            {t(props.mayBuy ? 'wallet-warning.buy' : 'wallet-warning.ask', { organisation })}
          </Paragraph>
          <Facts
            rows={[
              [t('facts.organisation'), organisation],
              [t('facts.available'), words.credits(props.availableMicro)],
            ]}
          />
          <Action
            url={props.url}
            label={t(props.mayBuy ? 'wallet-warning.button' : 'wallet-warning.look')}
            words={words}
          />
          <PlainLink url={props.settingsUrl} label={t('wallet-warning.settings')} />
        </>
      ),
    };
  },

  'top-up-stopped': (props, words) => {
    const { t, locale } = words;
    const amount = formatMoney(props.amountMinor, props.currency, locale);
    const text = t(`top-up-stopped.reason.${props.reason}`, { packName: props.packName, amount });
    const next: [string, string][] = props.nextTryAt
      ? [[t('facts.nextTry'), formatDateTime(props.nextTryAt, locale)]]
      : [];
    return {
      subject: t('top-up-stopped.subject', { organisation: props.organisation }),
      preview: text,
      heading: t('top-up-stopped.heading'),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Facts
            rows={[
              [t('facts.organisation'), props.organisation],
              [t('facts.pack'), props.packName],
              [t('facts.amount'), amount],
              ...next,
            ]}
          />
          <Action
            url={props.url}
            label={t(
              props.reason === 'authentication_required' ? 'top-up-stopped.pay' : 'top-up-stopped.button',
            )}
            words={words}
          />
        </>
      ),
    };
  },
};
