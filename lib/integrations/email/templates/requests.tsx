import type { EmailProps } from '../schema';
import type { Templates } from '../letter';
import type { Words } from '../words';
import { Action, Facts, Paragraph, PlainLink, Quote } from './parts';

type Request =
  'request-received' | 'request-assigned' | 'request-reply' | 'request-resolved' | 'request-cancelled';
type Named = Pick<EmailProps<'request-received'>, 'number' | 'subject'>;

/** The same for all mails about a request: some readers keep together what has one subject. */
export const subjectOf = ({ number, subject }: Named) => `[${number}] ${subject}`;

type Fact = [name: string, value: string];

/** What names a request, and behind it a sum, which is for readers with an account alone. */
export const factsOf = ({ number, subject }: Named, { t, hasAccount }: Words, sum?: Fact): Fact[] => [
  [t('facts.number'), number],
  [t('facts.subject'), subject],
  ...(sum && hasAccount ? [sum] : []),
];

const toCustomer: Templates<'request-received' | 'request-resolved' | 'request-cancelled'> = {
  'request-received': (props, words) => {
    const { t, hasAccount } = words;
    const credits = words.credits(props.heldMicro);
    return {
      subject: subjectOf(props),
      preview: t('request-received.heading'),
      heading: t('request-received.heading'),
      body: (
        <>
          <Paragraph>
            {t(hasAccount ? 'request-received.text' : 'request-received.plain', { credits })}
          </Paragraph>
          <Facts rows={factsOf(props, words, [t('facts.held'), credits])} />
          <Action url={props.url} label={t('request-received.button')} words={words} />
        </>
      ),
    };
  },

  'request-resolved': (props, words) => {
    const { t, hasAccount } = words;
    const credits = words.credits(props.priceMicro);
    const isFree = BigInt(props.priceMicro) === 0n;
    return {
      subject: subjectOf(props),
      preview: t('request-resolved.heading'),
      heading: t('request-resolved.heading'),
      body: (
        <>
          {hasAccount && (
            <Paragraph>
              {isFree ? t('request-resolved.free') : t('request-resolved.text', { credits })}
            </Paragraph>
          )}
          {props.summary && <Quote>{props.summary}</Quote>}
          <Facts rows={factsOf(props, words, [t('facts.price'), credits])} />
          <Action url={props.url} label={t('request-resolved.button')} words={words} />
          <PlainLink url={props.ratingUrl} label={t('request-resolved.rate')} />
        </>
      ),
    };
  },

  'request-cancelled': (props, words) => {
    const { t, hasAccount } = words;
    const credits = words.credits(props.releasedMicro);
    return {
      subject: subjectOf(props),
      preview: t('request-cancelled.heading'),
      heading: t('request-cancelled.heading'),
      body: (
        <>
          {hasAccount && <Paragraph>{t('request-cancelled.text', { credits })}</Paragraph>}
          {props.reason && <Quote>{props.reason}</Quote>}
          <Facts rows={factsOf(props, words, [t('facts.returned'), credits])} />
          <Action url={props.url} label={t('request-cancelled.button')} words={words} />
        </>
      ),
    };
  },
};

/** Mails about a support request, to either side. */
export const requestTemplates: Templates<Request> = {
  ...toCustomer,

  'request-assigned': (props, words) => {
    const { t } = words;
    const text = t('request-assigned.text', { organisation: props.organisation });
    return {
      subject: subjectOf(props),
      preview: text,
      heading: t('request-assigned.heading'),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          <Facts
            rows={[
              ...factsOf(props, words),
              [t('facts.organisation'), props.organisation],
              [t('facts.urgency'), t(`urgencies.${props.urgency}`)],
            ]}
          />
          <Action url={props.url} label={t('request-assigned.button')} words={words} />
        </>
      ),
    };
  },

  'request-reply': (props, words) => {
    const { t } = words;
    const { author } = props;
    return {
      subject: subjectOf(props),
      preview: props.excerpt || t(`request-reply.${props.audience}`),
      heading: t('request-reply.heading', { author }),
      body: (
        <>
          <Paragraph>{t(`request-reply.${props.audience}`)}</Paragraph>
          {props.excerpt && <Quote>{props.excerpt}</Quote>}
          <Facts rows={factsOf(props, words)} />
          <Action url={props.url} label={t('request-reply.button')} words={words} />
        </>
      ),
    };
  },
};
