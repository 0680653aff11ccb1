import { Body, Container, Head, Heading, Hr, Html, Preview, Text } from '@react-email/components';
import type { Letter } from '../letter';
import type { Words } from '../words';
import { darkSheet, styles } from './theme';

/** The frame of every mail. Nothing above the button is a link, so that the button is the first one. */
export function Layout({ letter, words, host }: { letter: Letter; words: Words; host: string }) {
  const brand = words.t('brand');
  return (
    <Html lang={words.locale} dir="ltr">
      <Head>
        <title>{letter.subject}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style dangerouslySetInnerHTML={{ __html: darkSheet }} />
      </Head>
      <Preview>{letter.preview}</Preview>
      <Body className="canvas" style={styles.body}>
        <Container className="card" style={styles.card}>
          <Text className="ink" style={styles.brand}>
            {brand}
          </Text>
          <Heading as="h1" className="ink" style={styles.heading}>
            {letter.heading}
          </Heading>
          {letter.body}
          <Hr className="line" style={styles.rule} />
          <Text className="dim" style={{ ...styles.muted, margin: 0 }}>
            {words.t('footer.why', { brand, host })}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
