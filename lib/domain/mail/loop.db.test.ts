import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { replyAddress } from '@/lib/core/reply-token';
import { openOutgoing } from '@/lib/domain/notifications/outgoing';
import { replyAsStaff } from '@/lib/domain/support/reply-as-staff';
import { newMessageId } from '@/lib/domain/support/schema';
import { NOW, ensureCatalogue } from '@/lib/testing/factories';
import { deliverMail } from '@/lib/testing/inbound';
import { provenBy } from '@/lib/testing/mails';
import { assignedRequest } from '@/lib/testing/requests';

process.env.STORAGE_DIR = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-loop-'));
beforeAll(() => ensureCatalogue());

const answered = new Set<string>();

/** The reply address and the reader of each mail about a request that nobody has answered yet. */
async function unanswered(requestId: string) {
  const rows = await db.delivery.findMany({ where: { requestId, channel: 'email', payload: { not: null } } });
  const fresh = rows.filter(({ id }) => !answered.has(id));
  const mails = await Promise.all(
    fresh.map(async ({ id, recipient, payload }) => {
      answered.add(id);
      const outgoing = await openOutgoing(payload ?? '');
      const participantId = outgoing.kind === 'mail' ? outgoing.participantId : undefined;
      return participantId ? [{ id, recipient, to: replyAddress(participantId) }] : [];
    }),
  );
  return mails.flat();
}

it('two machines that answer every mail, and do not say that they are machines, stop by themselves', async () => {
  const { requestId, expert } = await assignedRequest({ inWork: true });
  await replyAsStaff(expert, { requestId, messageId: newMessageId(), body: 'Which browser?' });
  let sent = 0;
  for (let round = 0; round < 40; round++) {
    const mails = await unanswered(requestId);
    if (mails.length === 0) break;
    for (const { id, recipient: from, to } of mails) {
      const now = new Date(NOW.getTime() + sent * 1_000);
      const head = `${provenBy('mx.meterdesk.test', 'example.test')}From: ${from}\r\nTo: ${to}\r\nMessage-ID: <${id}@loop>\r\n`;
      const raw = Buffer.from(`${head}Subject: Thank you\r\n\r\nWe have received your message (${id}).`);
      await deliverMail(raw, { envelopeFrom: from, recipients: [to], now });
      sent += 1;
    }
  }
  expect(await unanswered(requestId)).toEqual([]);
  expect(sent).toBeGreaterThan(2);
  const outcomes = await db.inboundMail.groupBy({
    by: ['status', 'reason'],
    where: { requestId },
    _count: true,
  });
  expect(outcomes.map(({ status, reason }) => [status, reason]).sort()).toEqual([
    ['parked', 'loop'],
    ['posted', null],
    ['quarantined', 'loop'],
  ]);
  // Five of each side, and the one that began it.
  expect(await db.message.count({ where: { requestId } })).toBeLessThanOrEqual(11);
}, 90_000);
