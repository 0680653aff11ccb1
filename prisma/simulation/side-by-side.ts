/** Does all of it, at most `lanes` pieces at a time. The first failure is thrown when the lanes have come to rest. */
export async function sideBySide<T>(
  pieces: Iterable<T>,
  lanes: number,
  work: (piece: T) => Promise<unknown>,
): Promise<void> {
  const waiting = pieces[Symbol.iterator]();
  const failures: unknown[] = [];
  const lane = async () => {
    for (let next = waiting.next(); !next.done && failures.length === 0; next = waiting.next())
      await work(next.value).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failures.length > 0) throw failures[0];
}
