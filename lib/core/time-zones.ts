/** Every zone that this server's Intl knows, and `own`; UTC is not among them by itself. */
export const timeZones = (own: string): string[] =>
  [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])].sort();
