/** The links of our mails that are a right by themselves, as mail programs quote them and mail gateways wrap them. */
const SECRET =
  /((?:\/|%2f)(?:approve|rate|unsubscribe)(?:\/|%2f)|(?:[?&]|%3f|%26)token(?:=|%3d))[\w.~-]{16,}/gi;

/**
 * Words of a mail without the secrets of links that it quotes from ours: whoever reads them in a thread or on the desk
 * must not decide, rate or sign in for the one who was written to. The raw mail keeps them.
 */
export const withoutSecrets = (text: string): string => text.replace(SECRET, '$1…');
