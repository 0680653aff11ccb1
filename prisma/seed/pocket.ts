type Lot = {
  id: string;
  priority: number;
  expiresAt: Date | null;
  createdAt: Date;
  isPaid: boolean;
  left: bigint;
};
type Draw = { lot: Lot; amount: bigint };

const WEEK_MS = 7 * 86_400_000;

/**
 * What a customer of the story believes to have. It decides when they buy and what they can afford; the real wallet is
 * the database's, and a command that it refuses stops the seed.
 */
export class Pocket {
  #lots: Lot[] = [];
  #holds = new Map<string, Draw[]>();
  /** True when bought credits were used since this was last set to false: there is revenue to recognise. */
  hasUsedPaid = false;

  grant(lot: Omit<Lot, 'left'>, amount: bigint): void {
    this.#lots.push({ ...lot, left: amount });
    this.#sort();
  }

  #sort(): void {
    this.#lots.sort(
      (a, b) =>
        a.priority - b.priority ||
        (a.expiresAt?.getTime() ?? Infinity) - (b.expiresAt?.getTime() ?? Infinity) ||
        a.createdAt.getTime() - b.createdAt.getTime() ||
        (a.id < b.id ? -1 : 1),
    );
  }

  #alive(at: Date): Lot[] {
    this.#lots = this.#lots.filter((lot) => lot.left > 0n || this.#isHeld(lot));
    for (const lot of this.#lots) if (lot.expiresAt && lot.expiresAt <= at) lot.left = 0n;
    return this.#lots.filter((lot) => lot.left > 0n);
  }

  #isHeld(lot: Lot): boolean {
    return [...this.#holds.values()].some((draws) => draws.some((draw) => draw.lot === lot));
  }

  available(at: Date): bigint {
    return this.#alive(at).reduce((sum, lot) => sum + lot.left, 0n);
  }

  #draw(at: Date, amount: bigint): Draw[] {
    const draws: Draw[] = [];
    let rest = amount;
    for (const lot of this.#alive(at)) {
      const take = lot.left < rest ? lot.left : rest;
      lot.left -= take;
      rest -= take;
      draws.push({ lot, amount: take });
      if (rest === 0n) return draws;
    }
    throw new Error('the story spends what is not there');
  }

  spend(at: Date, amount: bigint): void {
    this.#used(this.#draw(at, amount));
  }

  hold(at: Date, id: string, amount: bigint): void {
    this.#holds.set(id, this.#draw(at, amount));
  }

  capture(id: string): void {
    this.#used(this.#end(id));
  }

  release(at: Date, id: string): void {
    for (const { lot, amount } of this.#end(id)) {
      lot.left += amount;
      if (lot.expiresAt && lot.expiresAt <= at) lot.expiresAt = new Date(at.getTime() + WEEK_MS);
    }
    this.#sort();
  }

  #end(id: string): Draw[] {
    const draws = this.#holds.get(id);
    if (!draws) throw new Error(`the story ends a hold that is not there: ${id}`);
    this.#holds.delete(id);
    return draws;
  }

  #used(draws: Draw[]): void {
    if (draws.some(({ lot }) => lot.isPaid)) this.hasUsedPaid = true;
  }
}
