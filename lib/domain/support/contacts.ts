import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';

type Person = {
  organisationId: string;
  /** The installation of an app that vouches for the address; without one the organisation itself does. */
  deploymentId?: string;
  email: string;
  /** Known by another name from now on; without one the name stays, and of somebody new it is the address. */
  name?: string;
  locale?: string;
};

/**
 * The contact of an address in an organisation and deployment, made when there is none: somebody who writes or decides
 * without an account. One statement, so that two who come at once are one. Gives its id.
 */
export async function ensureContact(tx: Tx, ctx: Context, person: Person): Promise<string> {
  const { organisationId, deploymentId = '', name = null, locale = null } = person;
  const email = person.email.toLowerCase();
  invariant(email.includes('@'), 'a contact without an address');
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Contact" AS known ("organisationId", id, "deploymentId", email, name, locale, "createdAt")
    VALUES (${organisationId}, ${newId('contact')}, ${deploymentId}, ${email}, coalesce(${name}, ${email}),
      coalesce(${locale}, 'en'), ${ctx.now.toISOString()}::timestamptz)
    ON CONFLICT ("organisationId", "deploymentId", email) DO UPDATE SET
      name = coalesce(${name}, known.name), locale = coalesce(${locale}, known.locale)
    RETURNING id`;
  invariant(row, 'a contact without a row');
  return row.id;
}
