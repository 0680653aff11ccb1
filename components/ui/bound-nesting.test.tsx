import { renderToStaticMarkup } from 'react-dom/server';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { expect, it } from 'vitest';
import { boundNesting } from './bound-nesting';

const render = (text: string) =>
  renderToStaticMarkup(<ReactMarkdown remarkPlugins={[remarkGfm]}>{boundNesting(text)}</ReactMarkdown>);

// Without the bound each of these throws, after seconds in which nothing else runs.
it.each(['>', '> ', '1. ', '- ', '> - ', ' > 1) * '])(
  'shows %j, thousands of times over, as words',
  (mark) => {
    const html = render(`first\n\n${mark.repeat(Math.floor(20_000 / mark.length))}`);
    expect(html).toContain('<p>first</p>');
    expect(html.match(/<(blockquote|ol|ul)/g)).toBeNull();
  },
);

it('leaves what people write as it is', () => {
  for (const text of [
    '> > quoted twice\n> once',
    '- a\n  - b\n    1. c',
    '>>>>>>> main',
    '***',
    '---',
    '1. - > deep',
  ])
    expect(boundNesting(text)).toBe(text);
});
