/** A listing; it scrolls sideways by itself, by the keyboard too. */
export function Code({ label, text }: { label: string; text: string }) {
  return (
    <pre
      role="region"
      aria-label={label}
      tabIndex={0}
      dir="ltr"
      className="bg-sunken max-h-96 w-full overflow-auto rounded-md border p-3 font-mono text-sm"
    >
      <code>{text}</code>
    </pre>
  );
}
