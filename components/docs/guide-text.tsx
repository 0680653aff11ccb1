import { Children, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { TextLink } from '@/components/ui/link-button';

/** «Hold, work, capture» → `hold-work-capture`, as the guide's own links have it. */
const anchorOf = (children: ReactNode) =>
  Children.toArray(children)
    .join('')
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .trim()
    .replaceAll(' ', '-');

const COMPONENTS: Components = {
  h2: ({ children }) => (
    <h2 id={anchorOf(children)} className="mt-4 scroll-mt-12 text-xl font-semibold">
      {children}
    </h2>
  ),
  p: ({ children }) => <p className="prose-width text-base">{children}</p>,
  ul: ({ children }) => <ul className="prose-width list-disc ps-5 text-base">{children}</ul>,
  li: ({ children }) => <li className="my-1">{children}</li>,
  a: ({ href = '', children }) => <TextLink href={href}>{children}</TextLink>,
  pre: ({ children }) => (
    <pre tabIndex={0} className="bg-sunken overflow-x-auto rounded-md border p-3 font-mono text-sm">
      {children}
    </pre>
  ),
  code: ({ children }) => <code className="font-mono text-sm">{children}</code>,
  table: ({ children }) => (
    <div tabIndex={0} className="overflow-x-auto rounded-lg border">
      <table className="w-full text-sm">{children}</table>
    </div>
  ),
  th: ({ children }) => <th className="text-muted border-b px-4 py-2 text-start font-medium">{children}</th>,
  td: ({ children }) => <td className="border-b px-4 py-2">{children}</td>,
};

/** Our own guide, in the page's type; its headings are sections of the page. */
export function GuideText({ text }: { text: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={COMPONENTS}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
