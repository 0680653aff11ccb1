import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button';

/** Code to copy; it scrolls sideways by itself, by the keyboard too. */
export function CodeBlock({ call, label, code }: { call: string; label: string; code: string }) {
  const t = useTranslations('api.page');
  return (
    <figure className="min-w-0">
      <figcaption className="text-muted mb-1 flex items-center justify-between text-sm">
        {label}
        <CopyButton text={code} />
      </figcaption>
      <pre
        tabIndex={0}
        aria-label={t('exampleOf', { call, part: label })}
        role="region"
        className="bg-sunken max-h-96 overflow-auto rounded-md border p-3 font-mono text-sm"
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
