import { Link, Text } from '@react-email/components';
import type { Templates } from '../letter';
import { useStyles } from './look';
import { Action, Paragraph, Quote } from './parts';
import { subjectOf } from './requests';

function Item({ line, url }: { line: string; url: string }) {
  const styles = useStyles();
  return (
    <Text className="ink" dir="auto" style={styles.text}>
      <Link className="link" href={url} style={{ ...styles.link, wordBreak: 'break-word' }}>
        {line}
      </Link>
    </Text>
  );
}

/** Mails that carry sentences made elsewhere: one event, or what was gathered. */
export const noticeTemplates: Templates<'notice' | 'digest'> = {
  notice: ({ line, detail, about, url }, words) => ({
    subject: about ? subjectOf(about) : line,
    preview: detail ?? line,
    heading: line,
    body: (
      <>
        {detail && <Quote>{detail}</Quote>}
        <Action url={url} label={words.t('notice.button')} words={words} />
      </>
    ),
  }),

  digest: ({ name, items, more, url }, words) => {
    const { t } = words;
    const count = items.length + more;
    return {
      subject: t('digest.subject', { count, brand: words.brand }),
      preview: items[0]?.line ?? '',
      heading: t('digest.heading', { count }),
      body: (
        <>
          <Paragraph>{words.greet(name)}</Paragraph>
          {items.map((item, at) => (
            <Item key={at} {...item} />
          ))}
          {more > 0 && <Paragraph>{t('digest.more', { count: more })}</Paragraph>}
          <Action url={url} label={t('digest.button')} words={words} />
        </>
      ),
    };
  },
};
