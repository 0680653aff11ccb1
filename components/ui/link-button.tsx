import { ExternalLink } from 'lucide-react';
import type { ComponentProps } from 'react';
import { buttonStyle, type ButtonStyle } from './button-style';
import { cn } from './cn';
import { Link } from './link';

type LinkProps = Omit<ComponentProps<typeof Link>, 'href'> & { href: string; external?: boolean };

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ variant, size, external, className, ...props }: LinkProps & ButtonStyle) {
  const classes = cn(buttonStyle({ variant, size }), className);
  return external ? <OutsideLink className={classes} {...props} /> : <Link className={classes} {...props} />;
}

export function TextLink({ external, className, ...props }: LinkProps) {
  const classes = cn(
    'rounded-sm font-medium text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current',
    className,
  );
  return external ? <OutsideLink className={classes} {...props} /> : <Link className={classes} {...props} />;
}

function OutsideLink({ children, href, className, id, title }: Omit<LinkProps, 'external'>) {
  return (
    <a href={href} id={id} title={title} className={className} target="_blank" rel="noopener noreferrer">
      {children}
      <ExternalLink aria-hidden className="ms-1 inline size-3.5 align-[-2px]" />
    </a>
  );
}
