import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { messageIdOf } from './message-id';

// The environment is read as a whole; nothing here asks the database.
process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1:1/none';

const KEY = 'message:msg_1:usr_1';

it('the same key is the same mail', () => {
  expect(messageIdOf(KEY)).toBe(messageIdOf(KEY));
  expect(messageIdOf(KEY)).not.toBe(messageIdOf('message:msg_1:usr_2'));
  expect(messageIdOf(KEY)).toMatch(/^[0-9a-f]{40}@[\w.-]+$/);
});

it('who knows what a mail is about does not know its id, and forges no bounce of it', () => {
  expect(messageIdOf(KEY)).not.toContain(createHash('sha256').update(KEY).digest('hex').slice(0, 40));
});
