// The head of every leaked list that ten characters still let through, and the words of this product.
const STEMS = new Set(
  `password qwertyuiop qwerty qwertz azerty asdfghjkl zxcvbnm iloveyou letmein welcome admin administrator
  changeme superman football baseball princess sunshine starwars dragon monkey master shadow trustno whatever
  computer internet abc abcd abcdef q1w2e3r4t5 q2w3e4r5t qaz2wsx qazwsx meterdesk default secret`.split(
    /\s+/,
  ),
);

const AROUND = /^[\d\s\p{P}\p{S}]+|[\d\s\p{P}\p{S}]+$/gu;
const SPELLED: Record<string, string> = { '@': 'a', '0': 'o', $: 's', '3': 'e', '1': 'i', '!': 'i' };

/**
 * True for passwords that everybody tries first: a common word, however spelled, once or twice and with figures and
 * signs around it; one character repeated; a run along the keyboard's figures.
 */
export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase();
  if (new Set(plain).size < 4) return true;
  if (/^(?:0?1234567890?|0987654321|9876543210)+\d*$/.test(plain)) return true;
  const core = plain.replace(AROUND, '');
  if (core === '') return new Set(plain).size < 6;
  const word = core.replace(/[@0$31!]/g, (sign) => SPELLED[sign] ?? sign);
  return [core, word].some((one) => STEMS.has(one) || STEMS.has(halfOf(one)));
}

/** The word of «passwordpassword»; anything else as it is. */
function halfOf(word: string): string {
  const half = word.slice(0, word.length / 2);
  return half + half === word ? half : word;
}
