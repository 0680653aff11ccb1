import { cn } from '@/components/ui/cn';

interface SelectBoxProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  className?: string;
}

/** A box whose name only a screen reader hears: the row beside it says it to the eye. */
export function SelectBox({ label, checked, onChange, className }: SelectBoxProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
      onClick={(event) => event.stopPropagation()}
      className={cn('accent-accent block size-4 shrink-0 pointer-coarse:size-5', className)}
    />
  );
}
