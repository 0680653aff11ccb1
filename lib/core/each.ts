import { log } from './log';

/**
 * Does one piece of work after another; a piece that fails is logged and stops none of the others. When all are done the
 * first failure is thrown, so that the job counts as failed and is tried again.
 */
export async function each<T>(pieces: readonly T[], work: (piece: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const piece of pieces) {
    try {
      await work(piece);
    } catch (err) {
      log.error({ piece, err }, 'one piece of a job failed');
      failures.push(err);
    }
  }
  if (failures.length > 0) throw failures[0];
}
