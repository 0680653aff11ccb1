import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { ensureCatalogue, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { paidCheckout, take } from '@/lib/testing/payments';
import { pdfOf } from '@/lib/testing/pdf';
import { png as onePixel } from '@/lib/testing/png';
import { openShop } from '@/lib/testing/shop';
import { addEvidence, addEvidenceFile } from './add-evidence';
import { getDisputeForFinance, readEvidenceFile } from './queries';
import { removeEvidence } from './remove-evidence';
import { submitDispute } from './submit-dispute';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const finance = () => staff(['finance'], new Date());
/** A PNG of about so many bytes. */
const png = (size: number) => onePixel({ note: 'x'.repeat(size) });

async function disputed() {
  const paid = await paidCheckout(shop);
  const from = shop.deliveries.length;
  await shop.control('/sandbox/disputes', { paymentIntent: paid.intent });
  await take(await shop.delivery('charge.dispute.created', from));
  const { id: disputeId, providerDisputeId } = await db.dispute.findFirstOrThrow({
    where: { organisationId: paid.org },
  });
  return { ...paid, disputeId, providerDisputeId };
}

/** An object as Stripe has it. */
async function atStripe(path: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${shop.url}/v1/${path}`, {
    headers: { authorization: 'Bearer sk_test_sandbox' },
  });
  return (await answer.json()) as Record<string, unknown>;
}

const listOf = async (disputeId: string) =>
  (await getDisputeForFinance(await finance(), { disputeId })).evidence.map(
    ({ position, kind, fileName }) => [position, kind, fileName],
  );

describe('evidence', () => {
  it('is a list of words and documents, all of which the provider gets, once', async () => {
    const { disputeId, providerDisputeId } = await disputed();
    const ctx = await finance();
    const receipt = await pdfOf(1);
    await addEvidence(ctx, { disputeId, kind: 'service_date', body: 'In May' });
    await addEvidenceFile(ctx, { disputeId, kind: 'receipt', fileName: '../Receipt 1.pdf', bytes: receipt });
    await addEvidenceFile(ctx, {
      ...{ disputeId, kind: 'customer_communication', fileName: 'chat.png', bytes: png(99) },
    });
    await removeEvidence(ctx, { disputeId, position: 1 });
    await addEvidence(ctx, { disputeId, kind: 'service_date', body: 'In June' });
    expect(await listOf(disputeId)).toEqual([
      [2, 'receipt', 'Receipt 1.pdf'],
      [3, 'customer_communication', 'chat.png'],
      [4, 'service_date', null],
    ]);
    const { stream, mediaType } = await readEvidenceFile(ctx, { disputeId, position: '2' });
    expect(mediaType).toBe('application/pdf');
    expect(new Uint8Array(await buffer(stream))).toEqual(new Uint8Array(receipt));

    await submitDispute(ctx, { disputeId });
    const told = await atStripe(`disputes/${providerDisputeId}`);
    expect(told).toMatchObject({ status: 'under_review', evidence_details: { submission_count: 1 } });
    const said = told.evidence as Record<string, string>;
    expect(said.service_date).toBe('In June');
    expect(await atStripe(`files/${said.receipt}`)).toMatchObject({
      ...{ purpose: 'dispute_evidence', filename: 'Receipt 1.pdf', size: receipt.byteLength, type: 'pdf' },
    });
    expect(await atStripe(`files/${said.customer_communication}`)).toMatchObject({
      ...{ size: png(99).length, type: 'png' },
    });
    for (const late of [
      () => submitDispute(ctx, { disputeId }),
      () => addEvidence(ctx, { disputeId, kind: 'service_date', body: 'x' }),
      () => addEvidenceFile(ctx, { disputeId, kind: 'refund_policy', fileName: 'a.png', bytes: png(40) }),
      () => removeEvidence(ctx, { disputeId, position: 2 }),
    ])
      await expect(late()).rejects.toMatchObject({ reason: 'evidenceSubmitted' });
  });

  it('whose answer was lost is not handed in again', async () => {
    const { disputeId, providerDisputeId } = await disputed();
    const ctx = await finance();
    await addEvidenceFile(ctx, { disputeId, kind: 'receipt', fileName: 'a.pdf', bytes: await pdfOf(1) });
    await submitDispute(ctx, { disputeId });
    // As if we had gone down between their answer and our writing it.
    await db.dispute.updateMany({
      where: { id: disputeId },
      data: { submittedAt: null, status: 'needs_response' },
    });
    await submitDispute(ctx, { disputeId });
    expect(await atStripe(`disputes/${providerDisputeId}`)).toMatchObject({
      evidence_details: { submission_count: 1 },
    });
    expect(await getDisputeForFinance(ctx, { disputeId })).toMatchObject({ status: 'under_review' });
  });

  it('that the provider refuses is told in its words, and can be mended', async () => {
    const { disputeId } = await disputed();
    const ctx = await finance();
    for (const kind of ['receipt', 'refund_policy'] as const)
      await addEvidenceFile(ctx, { disputeId, kind, fileName: 'big.png', bytes: png(2_400_000) });
    await expect(submitDispute(ctx, { disputeId })).rejects.toMatchObject({
      ...{ code: 'invalid', reason: 'evidenceRefused' },
      values: { words: expect.stringContaining('4.5 MB') as string },
    });
    await removeEvidence(ctx, { disputeId, position: 1 });
    await submitDispute(ctx, { disputeId });
  });
});

describe('a refusal', () => {
  it('meets files that are no documents, a second of a kind, and what is not there', async () => {
    const { disputeId } = await disputed();
    const ctx = await finance();
    const add = (fileName: string, bytes: Uint8Array) =>
      addEvidenceFile(ctx, { disputeId, kind: 'receipt', fileName, bytes });
    const html = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
    await expect(add('page.pdf', html)).rejects.toMatchObject({ reason: 'proofMismatch' });
    await expect(add('zero.pdf', new Uint8Array())).rejects.toMatchObject({ reason: 'fileEmpty' });
    await expect(add('locked.pdf', await pdfOf(1, 'secret'))).rejects.toMatchObject({ reason: 'pdfLocked' });
    const both = await Promise.allSettled([add('a.png', png(50)), add('b.png', png(60))]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(add('c.png', png(70))).rejects.toMatchObject({ reason: 'evidenceTwice' });
    const missing = { code: 'not_found' };
    for (const position of ['7', '0', 'x', '\u0000'])
      await expect(readEvidenceFile(ctx, { disputeId, position })).rejects.toMatchObject(missing);
    await expect(removeEvidence(ctx, { disputeId, position: 7 })).rejects.toMatchObject(missing);
    const nobodys = 'dsp_00000000000000000000000000';
    await expect(removeEvidence(ctx, { disputeId: nobodys, position: 1 })).rejects.toMatchObject(missing);
  });

  it('meets the customer of the payment, and another', async () => {
    const { ctx, disputeId } = await disputed();
    const refused = { code: 'forbidden' };
    for (const customer of [ctx, await memberOf(await newOrganisation(), 'owner')]) {
      const file = { disputeId, kind: 'receipt' as const, fileName: 'a.png', bytes: png(50) };
      await expect(addEvidenceFile(customer, file)).rejects.toMatchObject(refused);
      await expect(readEvidenceFile(customer, { disputeId, position: '1' })).rejects.toMatchObject(refused);
      await expect(removeEvidence(customer, { disputeId, position: 1 })).rejects.toMatchObject(refused);
    }
  });
});
