import { Body, Container, Head, Heading, Hr, Html, Img, Link, Preview, Text } from '@react-email/components';
import type { Brand } from '../brand';
import type { Letter } from '../letter';
import type { Words } from '../words';
import { LookProvider, useStyles } from './look';
import { darkSheet } from './theme';

export interface Frame {
  brand: Brand;
  /** The address that the footer names. */
  host: string;
  /** An answer to this mail is read: a line on top asks to write above it. */
  isAnswered: boolean;
  /** Its reader has an account; somebody without one answers by mail. */
  hasAccount: boolean;
  unsubscribeUrl?: string;
}

type LayoutProps = { letter: Letter; words: Words; frame: Frame };

/** The frame of every mail. Nothing above the button is a link, so that the button is the first one. */
export function Layout(props: LayoutProps) {
  const { locale, dir } = props.words;
  const { brand, hasAccount, isAnswered } = props.frame;
  return (
    <Html lang={locale} dir={dir}>
      <Head>
        <title>{props.letter.subject}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style dangerouslySetInnerHTML={{ __html: darkSheet }} />
      </Head>
      <Preview>{props.letter.preview}</Preview>
      <LookProvider look={{ dir, colour: brand.colour }} {...{ hasAccount, isAnswered }}>
        <Page {...props} />
      </LookProvider>
    </Html>
  );
}

function Page({ letter, words, frame }: LayoutProps) {
  const styles = useStyles();
  return (
    <Body className="canvas" style={styles.body} dir={words.dir}>
      <Container className="card" style={styles.card} dir={words.dir}>
        {frame.isAnswered && (
          <Text className="dim" style={styles.muted}>
            {words.replyLine}
          </Text>
        )}
        <BrandMark brand={frame.brand} />
        <Heading as="h1" className="ink" style={styles.heading}>
          {letter.heading}
        </Heading>
        {letter.body}
        <Hr className="line" style={styles.rule} />
        <Footer words={words} frame={frame} />
      </Container>
    </Body>
  );
}

function BrandMark({ brand }: { brand: Brand }) {
  const styles = useStyles();
  if (brand.logoUrl) return <Img src={brand.logoUrl} alt={brand.name} height="36" style={styles.logo} />;
  return (
    <Text className="ink" style={styles.brand}>
      {brand.name}
    </Text>
  );
}

function Footer({ words, frame: { brand, host, hasAccount, unsubscribeUrl } }: Omit<LayoutProps, 'letter'>) {
  const styles = useStyles();
  return (
    <>
      <Text className="dim" style={{ ...styles.muted, margin: 0 }}>
        {words.t(hasAccount ? 'footer.why' : 'footer.whyYou', { brand: brand.name, host })}
      </Text>
      {unsubscribeUrl && (
        <Text className="dim" style={{ ...styles.muted, margin: '8px 0 0' }}>
          <Link className="link" href={unsubscribeUrl} style={styles.link}>
            {words.t('footer.unsubscribe')}
          </Link>
        </Text>
      )}
    </>
  );
}
