import { TypeID } from 'typeid-js';
import { type IdKind, prefixes } from '@/lib/core/ids';
import { Random } from '@/lib/core/random';

/** Ids of the shape that lib/core/ids.ts makes, but of an event's own time, so that lists sort as they would have. */
export class Ids {
  readonly #random: Random;

  constructor(seed: string) {
    this.#random = new Random(`${seed}:ids`);
  }

  at(kind: IdKind, instant: Date): string {
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    view.setBigUint64(0, BigInt(instant.getTime()) << 16n);
    for (const offset of [6, 8, 12]) view.setUint32(offset, this.#random.bits());
    // UUIDv7: the version in the high half of byte 6, the variant in the high bits of byte 8.
    bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    return TypeID.fromUUIDBytes(prefixes[kind], bytes).toString();
  }
}
