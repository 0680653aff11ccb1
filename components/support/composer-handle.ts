import { type Ref, type RefObject, useImperativeHandle } from 'react';

/** What others may do to a composer: quotes, canned replies and mentions come from outside of it. */
export type ComposerHandle = {
  /** Puts text where the caret stands, instead of what is selected, and gives the field the focus. */
  insert: (text: string, options?: { instead?: string }) => void;
  /** Puts a block on lines of its own at the end. */
  append: (block: string) => void;
};

type Field = { get: () => string; set: (value: string) => void };

/** Fills the handle for a field that stands in `frame`. */
export function useComposerHandle(
  handle: Ref<ComposerHandle> | undefined,
  frame: RefObject<HTMLElement | null>,
  { get, set }: Field,
): void {
  useImperativeHandle(handle, () => {
    const areaOf = () => frame.current?.querySelector('textarea') ?? null;
    const write = (value: string, caret: number) => {
      set(value);
      const area = areaOf();
      // A field that was hidden until now takes the focus once it is shown.
      window.setTimeout(() => {
        area?.focus();
        area?.setSelectionRange(caret, caret);
      });
    };
    return {
      insert: (text, { instead = '' } = {}) => {
        const value = get();
        const area = areaOf();
        const end = area?.selectionEnd ?? value.length;
        const start = area?.selectionStart ?? end;
        const before = value.slice(0, start);
        const kept = instead && before.endsWith(instead) ? before.slice(0, -instead.length) : before;
        write(kept + text + value.slice(end), kept.length + text.length);
      },
      append: (block) => {
        const before = get().trimEnd();
        const value = `${before}${before && '\n\n'}${block}\n\n`;
        write(value, value.length);
      },
    };
  });
}
