import { createHash } from 'node:crypto';

const BITS_32 = 4_294_967_296;

/** Numbers that look like chance and are the same for the same seed (sfc32). */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(seed: string) {
    const digest = createHash('sha256').update(seed).digest();
    [this.#a, this.#b, this.#c] = [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8)];
    this.#counter = digest.readInt32LE(12);
  }

  /** 32 of them, as a number from zero up. */
  bits(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0, below 1. */
  share(): number {
    return this.bits() / BITS_32;
  }

  between(low: number, high: number): number {
    return low + this.share() * (high - low);
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  chance(probability: number): boolean {
    return this.share() < probability;
  }

  pick<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    const found = choices[this.whole(0, choices.length - 1)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }

  /** One key, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let rest = this.share() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) if ((rest -= weight) < 0) return key;
    const last = entries.at(-1);
    if (!last) throw new Error('nothing to choose from');
    return last[0];
  }
}
