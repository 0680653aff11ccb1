import { cva, type VariantProps } from 'class-variance-authority';

export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md text-sm font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent hover:bg-accent-hover disabled:hover:bg-accent',
        secondary: 'border border-control bg-surface text-ink hover:bg-hover',
        ghost: 'text-ink hover:bg-hover',
        danger: 'bg-critical text-on-critical hover:bg-critical-hover disabled:hover:bg-critical',
      },
      size: {
        sm: 'h-control-sm px-2',
        md: 'h-control px-3',
        icon: 'size-control',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export type ButtonStyle = VariantProps<typeof buttonStyle>;
