import { Cell } from '@/components/ui/table';

/** A code and what it is called. */
export function CodeCell({ code, name }: { code: string; name: string }) {
  return (
    <Cell heading>
      <span className="block font-mono">{code}</span>
      <span className="text-muted font-normal">{name}</span>
    </Cell>
  );
}
