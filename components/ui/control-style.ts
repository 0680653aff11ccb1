/** The shape that every text-like control shares. */
export const controlStyle =
  'w-full min-w-0 rounded-md border border-control bg-surface px-2.5 text-sm text-ink transition-colors pointer-coarse:text-touch hover:border-muted focus-visible:outline-offset-0 focus-visible:border-accent disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted [&[readonly]]:bg-sunken aria-invalid:border-critical aria-invalid:focus-visible:outline-critical';
