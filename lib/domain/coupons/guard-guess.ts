import { AppError } from '@/lib/core/errors';
import { type ThrottleRule, returnTurn, takeTurn } from '@/lib/core/throttle';

// Wrong codes only: whatever else came of it gives its turn back.
const guesses: ThrottleRule = { name: 'coupon:organisation', points: 20, seconds: 3_600 };

const isWrong = (error: unknown) => error instanceof AppError && error.fields?.coupon !== undefined;

/**
 * Does what names a coupon, and counts the codes that were none: twenty wrong ones in an hour for an organisation,
 * whatever it tried them on. Call it outside a transaction. Error: `limit_reached`.
 */
export async function guardGuess<T>(organisationId: string, work: () => Promise<T>): Promise<T> {
  if (!(await takeTurn(guesses, organisationId))) throw new AppError('limit_reached', 'tooManyAttempts');
  try {
    const done = await work();
    await returnTurn(guesses, organisationId);
    return done;
  } catch (error) {
    if (!isWrong(error)) await returnTurn(guesses, organisationId);
    throw error;
  }
}
