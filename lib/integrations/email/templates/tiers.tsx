import { formatDate, formatDateTime, formatMoney } from '@/lib/core/format';
import type { Templates } from '../letter';
import { Action, Facts, Paragraph } from './parts';

/** Mails about a tier: its trial, its changes, its payments. */
export const tierTemplates: Templates<'tier-unpaid' | 'trial-started' | 'trial-ending' | 'tier-changed'> = {
  'tier-unpaid': (props, words) => {
    const { t, locale } = words;
    const amount = formatMoney(props.amountMinor, props.currency, locale);
    const named = { tier: props.tierName, amount };
    const date = formatDate(props.restrictsAt, locale);
    const text = t('tier-unpaid.text', named);
    const next: [string, string][] = props.nextTryAt
      ? [[t('facts.nextTry'), formatDateTime(props.nextTryAt, locale)]]
      : [];
    return {
      subject: t('tier-unpaid.subject', { ...named, organisation: props.organisation }),
      preview: text,
      heading: t('tier-unpaid.heading', named),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Paragraph>
            {props.isRestricted ? t('tier-unpaid.restricted') : t('tier-unpaid.restricts', { date })}
          </Paragraph>
          <Facts
            rows={[
              [t('facts.organisation'), props.organisation],
              [t('facts.tier'), props.tierName],
              [t('facts.amount'), amount],
              ...next,
            ]}
          />
          <Action url={props.url} label={t('tier-unpaid.button')} words={words} />
        </>
      ),
    };
  },

  'trial-ending': (props, words) => {
    const { t, locale } = words;
    const named = {
      tier: props.tierName,
      amount: formatMoney(props.amountMinor, props.currency, locale),
      date: formatDate(props.endsAt, locale),
    };
    const text = t('trial-ending.text', named);
    return {
      subject: t('trial-ending.subject', { ...named, organisation: props.organisation }),
      preview: text,
      heading: t('trial-ending.heading', named),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Action url={props.url} label={t('trial-ending.button')} words={words} />
        </>
      ),
    };
  },

  'trial-started': (props, words) => {
    const { t, locale } = words;
    const named = {
      tier: props.tierName,
      amount: formatMoney(props.amountMinor, props.currency, locale),
      date: formatDate(props.endsAt, locale),
    };
    const text = t('trial-started.text', named);
    return {
      subject: t('trial-started.subject', { ...named, organisation: props.organisation }),
      preview: text,
      heading: t('trial-started.heading', named),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Action url={props.url} label={t('trial-started.button')} words={words} />
        </>
      ),
    };
  },

  'tier-changed': (props, words) => {
    const { t, locale } = words;
    const amount = formatMoney(props.amountMinor, props.currency, locale);
    const named = { tier: props.tierName, interval: props.interval, amount };
    const text = t('tier-changed.text', named);
    return {
      subject: t('tier-changed.subject', { ...named, organisation: props.organisation }),
      preview: text,
      heading: t('tier-changed.heading', named),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Action url={props.url} label={t('tier-changed.button')} words={words} />
        </>
      ),
    };
  },
};
