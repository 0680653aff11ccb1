import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// Our own names in the scales, so that merging does not take them for colours.
const merge = extendTailwindMerge({
  extend: {
    theme: { text: ['touch'], shadow: ['float'], spacing: ['control', 'control-sm', 'row', 'gutter'] },
  },
});

/** Joins class names; the later of two that conflict wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
