import { CopyButton } from '@/components/ui/copy-button';

/** Code to copy; it scrolls sideways by itself, by the keyboard too. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="text-muted mb-1 flex items-center justify-between text-sm">
        {label}
        <CopyButton text={code} />
      </figcaption>
      <pre
        tabIndex={0}
        aria-label={label}
        role="region"
        className="bg-sunken max-h-96 overflow-auto rounded-md border p-3 font-mono text-sm"
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
