import { Button, Link, Section, Text } from '@react-email/components';
import { Fragment, type ReactNode } from 'react';
import type { Words } from '../words';
import { styles } from './theme';

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="ink" style={styles.text}>
      {children}
    </Text>
  );
}

export function Muted({ children }: { children: ReactNode }) {
  return (
    <Text className="dim" style={styles.muted}>
      {children}
    </Text>
  );
}

/** What a person wrote, with its line breaks. */
export function Quote({ children }: { children: string }) {
  const lines = children.split('\n');
  return (
    <Text className="ink line" style={styles.quote}>
      {lines.map((line, at) => (
        <Fragment key={at}>
          {at > 0 && <br />}
          {line}
        </Fragment>
      ))}
    </Text>
  );
}

/** The one button of a mail, and its address for readers that show no buttons. */
export function Action({ url, label, words }: { url: string; label: string; words: Words }) {
  return (
    <Section style={{ margin: '20px 0' }}>
      <Button href={url} style={styles.button}>
        {label}
      </Button>
      <Text className="dim html-only" style={{ ...styles.muted, margin: '16px 0 0' }}>
        {words.t('footer.fallback')}
        <br />
        <Link className="link" href={url} style={styles.link}>
          {url}
        </Link>
      </Text>
    </Section>
  );
}

export function PlainLink({ url, label }: { url: string; label: string }) {
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
  return (
    <table className="facts" role="presentation" style={styles.facts}>
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <td className="dim line" style={styles.factName}>
              {name}
            </td>
            <td className="ink line" style={styles.factValue}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
