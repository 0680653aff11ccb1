import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { AppError, parse } from '@/lib/core/errors';
import { type Failure, toFailure } from './problem';
import { requestFacts } from './request';
import { memberContext, personContext, staffContext } from './session';

type Result<Data> = { ok: true; data: Data } | { ok: false; error: Failure };
type Verb<Input, Data> = (ctx: Context, input: Input) => Promise<Data>;
type Door = () => Promise<Context | null>;

/**
 * Makes a server action of a verb. An action is a public endpoint: the door finds the caller and refuses what the
 * schema refuses; the verb authorises and parses by itself, because it has other doors too.
 */
function actionBehind(door: Door) {
  return <S extends z.ZodType, Data>(schema: S, verb: Verb<z.input<S>, Data>) =>
    async (input: z.input<S>): Promise<Result<Data>> => {
      const { requestId } = await requestFacts();
      try {
        const ctx = await door();
        if (!ctx) throw new AppError('unauthenticated', 'signInFirst');
        parse(schema, input);
        return { ok: true, data: await verb(ctx, input) };
      } catch (error) {
        unstable_rethrow(error);
        return { ok: false, error: await toFailure(error, requestId, `action ${verb.name}`) };
      }
    };
}

/** For a person in an organisation. */
export const memberAction = actionBehind(memberContext);

/** For a member of staff. */
export const staffAction = actionBehind(staffContext);

/** For whoever is signed in, about themselves. */
export const personAction = actionBehind(personContext);

/** For anybody: sign-up, links. The verb throttles. */
export const publicAction = actionBehind(async () => {
  const facts = await requestFacts();
  return { actor: { kind: 'anonymous' }, now: new Date(), ...facts };
});
