export const list = <T>(data: T[], url: string) => ({ object: 'list' as const, data, has_more: false, url });

/** Which paths of `expand[]` were asked for. */
export type Expand = ReadonlySet<string>;
export const noExpand: Expand = new Set();

export const nested = (expand: Expand, prefix: string): Expand =>
  new Set([...expand].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length)));
