import { threadLimits } from './schema.thread';

const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const MENTION = /@\[[^\]\n]{1,200}\]\((usr_[0-7][0-9a-hjkmnp-tv-z]{25})\)/g;

/**
 * The people whom a note names, `@[Name](usr_…)`, each once and in their order; what stands in code is a quotation.
 * Whether they are staff is not known here.
 */
export function mentionsIn(body: string): string[] {
  const found = [...body.replace(CODE, '').matchAll(MENTION)].map(([, id]) => id ?? '');
  return [...new Set(found)].slice(0, threadLimits.mentions);
}

/** How a composer writes that it names somebody; brackets in a name would end it too early. */
export const mentionOf = ({ id, name }: { id: string; name: string }): string =>
  `@[${name.replace(/[[\]\n]/g, ' ').trim()}](${id})`;

/** For the eye: the name alone, set off from the words around it. */
export const shownMentions = (body: string): string =>
  body.replace(MENTION, (mention) => `**@${mention.slice(2, mention.lastIndexOf(']('))}**`);
