import { describe, expect, it } from 'vitest';
import { newId } from '@/lib/core/ids';
import { mentionOf, mentionsIn, shownMentions } from './schema.mentions';

const [nora, omar] = [
  { id: newId('user'), name: 'Nora Weiss' },
  { id: newId('user'), name: 'Omar [EG]' },
];

describe('mentions', () => {
  it('are found where they were written, each once', () => {
    const body = `${mentionOf(nora)} and ${mentionOf(omar)}: see above. ${mentionOf(nora)}`;
    expect(mentionsIn(body)).toEqual([nora.id, omar.id]);
    expect(mentionOf(omar)).toBe(`@[Omar  EG](${omar.id})`);
  });

  it('are no mentions in code, without a person, or with a broken id', () => {
    expect(mentionsIn(`\`${mentionOf(nora)}\``)).toEqual([]);
    expect(mentionsIn(`\`\`\`\n${mentionOf(nora)}\n\`\`\``)).toEqual([]);
    expect(mentionsIn(`\`\`\`\n${mentionOf(nora)}`)).toEqual([]);
    expect(mentionsIn(`[Nora](${nora.id}) @nora @[Nora](usr_short) @[](${nora.id})`)).toEqual([]);
  });

  it('are at most twenty, and many brackets do no harm', () => {
    const many = Array.from({ length: 30 }, () => mentionOf({ id: newId('user'), name: 'N' })).join(' ');
    expect(mentionsIn(many)).toHaveLength(20);
    expect(mentionsIn('@['.repeat(10_000))).toEqual([]);
    expect(mentionsIn('`'.repeat(20_000))).toEqual([]);
  });

  it('are shown by their name', () => {
    expect(shownMentions(`Ask ${mentionOf(nora)} first.`)).toBe('Ask **@Nora Weiss** first.');
  });
});
