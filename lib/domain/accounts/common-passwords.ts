// The head of every leaked list that ten characters still let through, and the words of this product.
const STEMS = [
  'password', 'passw0rd', 'p@ssword', 'p@ssw0rd', 'qwertyuiop', 'qwerty', 'qwertz', 'azerty', 'asdfghjkl', 'zxcvbnm',
  'iloveyou', 'letmein', 'welcome', 'admin', 'administrator', 'changeme', 'superman', 'football', 'baseball', 'princess',
  'sunshine', 'starwars', 'dragon', 'monkey', 'master', 'shadow', 'trustno1', 'whatever', 'computer', 'internet',
  'abc', 'abcd', 'abcdef', '1q2w3e4r5t', '1qaz2wsx', 'q1w2e3r4', 'zaq12wsx', 'meterdesk', 'default', 'secret',
]; // prettier-ignore

const FILLING = /[\d\s!@#$%^&*._+=?-]+/g;

/**
 * True for passwords that are tried first by everybody who guesses: one of the common words with figures and signs
 * around it, one character repeated, or a run along the keyboard's figures.
 */
export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase();
  if (new Set(plain).size < 4) return true;
  if (/^(?:0?1234567890?|0987654321|9876543210)+\d*$/.test(plain)) return true;
  const words = plain.replace(FILLING, '');
  if (words === '') return new Set(plain).size < 6;
  return STEMS.some(
    (stem) => plain === stem || plain === stem + stem || words === stem || words === stem + stem,
  );
}
