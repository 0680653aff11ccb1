/** For a link or a button that stands in the person's menu, such as «Sign out». */
export const menuItemStyle =
  'flex h-control w-full items-center gap-2 rounded-md px-2 text-start text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2 [&_svg]:size-4 [&_svg]:shrink-0';
