/** An object made at its first use, so that importing a module needs no environment (`next build` has none). */
export function lazy<T extends object>(make: () => T): T {
  let made: T | undefined;
  const real = () => (made ??= make());
  return new Proxy({} as T, {
    get(_, key) {
      const value: unknown = Reflect.get(real(), key);
      return typeof value === 'function' ? (value.bind(real()) as unknown) : value;
    },
    has: (_, key) => Reflect.has(real(), key),
  });
}
