// Writes the story of revenue-data.mjs into a migrated database.
import { step } from '../steps.mjs';
import { fillInBulk } from './bulk.mjs';
import { endOfStory, rolls, story, tables } from './revenue-data.mjs';
import { whole } from './table.mjs';

const DAYS = ['JournalDay', 'DeferredDay', 'MrrDay', 'CreditDay'];

/** Adds up every day that is over, and proves by a day in the middle that the product's own functions come to the same. */
async function roll(client) {
  for (const statement of rolls) await client.query(statement);
  const { rows } = await client.query(
    `SELECT to_char(percentile_disc(0.5) WITHIN GROUP (ORDER BY day), 'YYYY-MM-DD') AS day FROM "RolledDay"`,
  );
  const [{ day }] = rows;
  const sums = DAYS.map(
    (name) => `SELECT '${name}', to_jsonb(d)::text AS row FROM "${name}" d WHERE day = $1`,
  );
  const kept = async () =>
    JSON.stringify((await client.query(`${sums.join(' UNION ALL ')} ORDER BY 1, 2`, [day])).rows);
  const before = await kept();
  await client.query('SELECT journal_roll_day($1, now())', [day]);
  await client.query('SELECT credit_roll_day($1)', [day]);
  if ((await kept()) !== before) throw new Error(`The sums of ${day} are not what the product makes of it.`);
}

/**
 * Fills a migrated database. `customers` have a subscription each; with 100,000 there are more than five million lines
 * in the journal. Answers how many there are.
 */
export async function fillRevenue(client, url, customers) {
  await fillInBulk(client, url, {
    title: `Tell the story of ${whole(customers)} customers`,
    story: story(customers),
    tables,
    after: async () => {
      await step('Add the days up', () => roll(client));
      await client.query(endOfStory);
    },
  });
  const { rows } = await client.query(`
    SELECT (SELECT count(*) FROM "JournalLine")::int AS lines, (SELECT count(*) FROM "Subscription")::int AS subscriptions`);
  return rows[0];
}
