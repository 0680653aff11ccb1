import { Button, Link, Section, Text } from '@react-email/components';
import { Fragment, type ReactNode } from 'react';
import type { Words } from '../words';
import { useIsAnswered, useLeadsNowhere, useStyles } from './look';

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="ink" style={useStyles().text}>
      {children}
    </Text>
  );
}

export function Muted({ children }: { children: ReactNode }) {
  return (
    <Text className="dim" style={useStyles().muted}>
      {children}
    </Text>
  );
}

/** What a person wrote, with its line breaks, in the direction of its own letters. */
export function Quote({ children }: { children: string }) {
  const lines = children.split('\n');
  return (
    <Text className="ink line" dir="auto" style={useStyles().quote}>
      {lines.map((line, at) => (
        <Fragment key={at}>
          {at > 0 && <br />}
          {line}
        </Fragment>
      ))}
    </Text>
  );
}

/**
 * The one button of a mail, and its address for readers that show no buttons. Whom it would lead nowhere answers the mail,
 * where answers are read.
 */
export function Action({ url, label, words }: { url: string; label: string; words: Words }) {
  const styles = useStyles();
  const isAnswered = useIsAnswered();
  if (useLeadsNowhere(url)) return isAnswered && <Muted>{words.t('footer.answer')}</Muted>;
  return (
    <Section style={{ margin: '20px 0' }}>
      <Button href={url} style={styles.button}>
        {label}
      </Button>
      <Text className="dim html-only" style={{ ...styles.muted, margin: '16px 0 0' }}>
        {words.t('footer.fallback')}
        <br />
        <Link className="link" dir="ltr" href={url} style={styles.link}>
          {url}
        </Link>
      </Text>
    </Section>
  );
}

/** Two answers of the same weight to one question, side by side. */
export function Choice({
  yes,
  no,
}: {
  yes: { url: string; label: string };
  no: { url: string; label: string };
}) {
  const styles = useStyles();
  return (
    <Section style={{ margin: '12px 0 0' }}>
      <Button href={yes.url} style={styles.button}>
        {yes.label}
      </Button>{' '}
      <Button href={no.url} className="ink" style={styles.plainButton}>
        {no.label}
      </Button>
    </Section>
  );
}

export function PlainLink({ url, label }: { url: string; label: string }) {
  const styles = useStyles();
  if (useLeadsNowhere(url)) return null;
  return (
    <Text className="ink" style={styles.text}>
      <Link className="link" href={url} style={styles.link}>
        {label}
      </Link>
    </Text>
  );
}

/** A small table of names and values. */
export function Facts({ rows }: { rows: [name: string, value: string][] }) {
  const styles = useStyles();
  return (
    <table className="facts" role="presentation" style={styles.facts}>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <td className="dim line" style={styles.factName}>
              {name}
            </td>
            <td className="ink line" dir="auto" align={styles.factValue.textAlign} style={styles.factValue}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
