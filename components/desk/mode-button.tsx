import { Lock } from 'lucide-react';
import { cn } from '@/components/ui/cn';

interface ModeButtonProps {
  isChosen: boolean;
  label: string;
  isNote?: boolean;
  onChoose: () => void;
}

/** Chooses which of the two composers is shown. */
export function ModeButton({ isChosen, label, isNote = false, onChoose }: ModeButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={cn(
        'h-control-sm text-muted hover:text-ink inline-flex items-center gap-1.5 rounded-md border border-transparent px-2.5 text-sm font-medium',
        isChosen && !isNote && 'border-accent-line bg-accent-soft text-accent hover:text-accent',
        isChosen && isNote && 'border-warning bg-surface text-warning hover:text-warning',
      )}
    >
      {isNote && <Lock aria-hidden className="size-4" />}
      {label}
    </button>
  );
}
