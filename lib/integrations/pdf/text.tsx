import { type StyleSheet, Text } from '@react-pdf/renderer';
import { printable } from './fonts';
import { styles } from './styles';

type Style = Parameters<typeof StyleSheet.create>[0][string];

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** The renderer knows no `auto`: the first letter decides, as the Unicode algorithm would. */
function directionOf(text: string): 'rtl' | 'ltr' {
  const first = /\p{L}/u.exec(text);
  return first && RIGHT_TO_LEFT.test(first[0]) ? 'rtl' : 'ltr';
}

/** One run of text: always at its own side, whatever its direction, and without a character that no font has. */
export function Line({ text, style, isEnd }: { text: string; style?: Style; isEnd?: boolean }) {
  const own = { direction: directionOf(text), textAlign: isEnd ? ('right' as const) : ('left' as const) };
  return <Text style={{ ...style, ...own }}>{printable(text)}</Text>;
}

export const Label = ({ text }: { text: string }) => <Line text={text} style={styles.label} />;
