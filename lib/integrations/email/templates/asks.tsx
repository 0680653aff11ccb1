import type { Templates } from '../letter';
import type { EmailProps } from '../schema';
import type { Words } from '../words';
import { Action, Facts, Paragraph, Quote } from './parts';
import { factsOf, subjectOf } from './requests';

type Ask = 'request-unpaid' | 'quote-proposed' | 'late-returned' | 'rating-asked';
type Request = Pick<EmailProps<'request-unpaid'>, 'number' | 'subject' | 'url'>;

/** What most of these say: a heading, a sentence, the request with one more fact, a button. */
function letterOf(kind: Ask, props: Request, words: Words, more: { text: string; sum?: [string, string] }) {
  const { t } = words;
  const heading = t(`${kind}.heading`);
  return {
    subject: subjectOf(props),
    preview: more.text,
    heading,
    body: (
      <>
        <Paragraph>{more.text}</Paragraph>
        <Facts rows={factsOf(props, words, more.sum)} />
        <Action url={props.url} label={t(`${kind}.button`)} words={words} />
      </>
    ),
  };
}

/** Mails about a request that want an answer or give something back. */
export const askTemplates: Templates<Ask> = {
  'request-unpaid': (props, words) => {
    const price = words.credits(props.priceMicro);
    return letterOf('request-unpaid', props, words, {
      text: words.t(words.hasAccount ? 'request-unpaid.text' : 'request-unpaid.plain'),
      sum: [words.t('facts.price'), price],
    });
  },

  'quote-proposed': (props, words) => {
    const { t } = words;
    const credits = words.credits(props.priceMicro);
    const text = t('quote-proposed.text', { author: props.author, credits });
    return {
      subject: subjectOf(props),
      preview: text,
      heading: t('quote-proposed.heading'),
      body: (
        <>
          <Paragraph>{text}</Paragraph>
          {props.body && <Quote>{props.body}</Quote>}
          <Facts rows={factsOf(props, words, [t('facts.price'), credits])} />
          <Action url={props.url} label={t('quote-proposed.button')} words={words} />
        </>
      ),
    };
  },

  'late-returned': (props, words) => {
    const credits = words.credits(props.returnedMicro);
    return letterOf('late-returned', props, words, {
      text: words.t('late-returned.text', { credits }),
      sum: [words.t('facts.returned'), credits],
    });
  },

  'rating-asked': (props, words) =>
    letterOf('rating-asked', props, words, { text: words.t('rating-asked.text') }),
};
