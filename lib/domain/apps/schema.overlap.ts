import { z } from 'zod';

/** How long a key goes on after its successor was made, in milliseconds. */
export const overlaps = { now: 0, '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 } as const;
export type Overlap = keyof typeof overlaps;

export const overlapNames = Object.keys(overlaps) as [Overlap, ...Overlap[]];
export const OverlapInput = z.enum(overlapNames);
