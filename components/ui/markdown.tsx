import { useTranslations } from 'next-intl';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { boundNesting } from './bound-nesting';
import { cn } from './cn';
import { TextLink } from './link-button';

const PROSE =
  'prose-width flex flex-col gap-3 text-base break-words [&_blockquote]:border-s-2 [&_blockquote]:ps-3 [&_blockquote]:text-muted [&_h3]:font-semibold [&_h4]:font-semibold [&_hr]:border-t [&_li]:my-0.5 [&_ol]:list-decimal [&_ol]:ps-5 [&_ul]:list-disc [&_ul]:ps-5 [&_ul.contains-task-list]:list-none [&_ul.contains-task-list]:ps-0 [&_:not(pre)>code]:rounded-sm [&_:not(pre)>code]:bg-hover [&_:not(pre)>code]:px-1 [&_code]:font-mono [&_code]:text-sm [&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:border [&_pre]:bg-sunken [&_pre]:p-3 [&_td]:border-b [&_td]:px-2 [&_td]:py-1 [&_th]:border-b [&_th]:px-2 [&_th]:py-1 [&_th]:text-start [&_th]:font-medium';

/** Somebody else's words: no raw HTML, links leave safely, pictures of other hosts are not fetched. */
export function Markdown({ text, className }: { text: string; className?: string }) {
  return (
    <div className={cn(PROSE, className)}>
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={COMPONENTS}>
        {boundNesting(text)}
      </ReactMarkdown>
    </div>
  );
}

const COMPONENTS: Components = {
  // The page has its own title and sections: a message starts below them.
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h4>{children}</h4>,
  h5: ({ children }) => <h4>{children}</h4>,
  h6: ({ children }) => <h4>{children}</h4>,
  a: ({ href, children }) =>
    href ? (
      <TextLink href={href} external>
        {children}
      </TextLink>
    ) : (
      <span>{children}</span>
    ),
  img: ({ src, alt }) => <ForeignImage src={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
  table: ({ children }) => (
    <div className="overflow-x-auto" tabIndex={0}>
      <table className="text-sm">{children}</table>
    </div>
  ),
};

/** A picture on another host would tell that host who reads: it is shown as a link. */
function ForeignImage({ src, alt }: { src: string; alt: string }) {
  const t = useTranslations('ui.markdown');
  const label = t('image', { alt: alt || src });
  return src ? (
    <TextLink href={src} external>
      {label}
    </TextLink>
  ) : (
    <span>{label}</span>
  );
}
