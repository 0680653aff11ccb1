/** Words with `code` in them, as our catalogues write it. */
export function InlineCode({ text }: { text: string }) {
  const parts = text.split('`');
  return parts.map((part, nth) =>
    nth % 2 === 1 ? (
      <code key={`${nth} ${part}`} className="font-mono text-sm">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
