import { Section, Text } from '@react-email/components';
import type { Templates } from '../letter';
import type { EmailProps } from '../schema';
import type { Words } from '../words';
import { useStyles } from './look';
import { Choice, Muted, Paragraph, Quote } from './parts';

type Card = EmailProps<'approval-asked'>['cards'][number];

function RequestCard({ card, words }: { card: Card; words: Words }) {
  const styles = useStyles();
  return (
    <Section className="line" style={styles.inner}>
      <Text className="dim" style={{ ...styles.muted, margin: 0 }}>
        {card.number}
      </Text>
      <Text className="ink" dir="auto" style={{ ...styles.text, fontWeight: 600 }}>
        {card.subject}
      </Text>
      {card.lines.map((line, at) => (
        <Text key={at} className="ink" dir="auto" style={{ ...styles.text, margin: '0 0 6px' }}>
          {line}
        </Text>
      ))}
      <Choice
        yes={{ url: card.approveUrl, label: words.t('approval-asked.approve') }}
        no={{ url: card.rejectUrl, label: words.t('approval-asked.reject') }}
      />
    </Section>
  );
}

/** What the owner of an organisation is asked: one mail, a card for each request, and each with its own answers. */
export const approvalTemplates: Templates<'approval-asked'> = {
  'approval-asked': (props, words) => {
    const { t } = words;
    const { organisation, asker, cards } = props;
    const count = cards.length;
    const heading = t(props.isReminder ? 'approval-asked.remind' : 'approval-asked.heading', { count });
    const text = t('approval-asked.text', { asker, organisation, count });
    return {
      subject: t(props.isReminder ? 'approval-asked.remindSubject' : 'approval-asked.subject', {
        organisation,
        count,
      }),
      preview: text,
      heading,
      body: (
        <>
          <Paragraph>{words.greet(props.name)}</Paragraph>
          <Paragraph>{text}</Paragraph>
          {props.note && <Quote>{props.note}</Quote>}
          {cards.map((card) => (
            <RequestCard key={card.number} card={card} words={words} />
          ))}
          <Muted>{t('approval-asked.note')}</Muted>
        </>
      ),
    };
  },
};
