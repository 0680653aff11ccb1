import { transaction } from '@/lib/core/db';
import { settleTogether } from '@/lib/core/settle-together';
import { type Said, applyRemotes } from './apply-remote';

/**
 * Writes what the provider said of a subscription in a transaction shared with the others that jobs bring up at this
 * moment: when a month turns they come by the thousand.
 */
export const gatherRemote = settleTogether((ctx, said: readonly Said[]) =>
  transaction((tx) => applyRemotes(tx, ctx, said)),
);
