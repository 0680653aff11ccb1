import type { Action } from '@/components/ui/action-result';

/** What a reader may do in a thread beyond reading it. */
export type ThreadTools = {
  /** Where a quotation goes; a note's stays among notes. */
  quote?: (block: string, kind: 'message' | 'note') => void;
  editMessage?: Action<{ messageId: string; body: string }, unknown>;
  editNote?: Action<{ noteId: string; body: string }, unknown>;
  onEdited: () => void;
};
