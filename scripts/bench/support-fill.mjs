// Writes the desk of support-data.mjs into a migrated database.
import { fillInBulk } from './bulk.mjs';
import { endOfStory, story, tables } from './support-data.mjs';
import { whole } from './table.mjs';

/** Fills a migrated database with so many requests; answers how many rows of each kind there are. */
export async function fillSupport(client, url, requests) {
  await fillInBulk(client, url, {
    title: `Tell the story of ${whole(requests)} requests`,
    story: story(requests),
    tables,
    after: () => client.query(endOfStory),
  });
  const { rows } = await client.query(`
    SELECT (SELECT count(*) FROM "Request")::int AS requests, (SELECT count(*) FROM "Message")::int AS messages,
      (SELECT count(*) FROM "Request" WHERE status IN ('new', 'assigned', 'in_progress', 'waiting_on_customer'))::int AS open`);
  return rows[0];
}
