import type { PaymentModel, Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { readPayers } from './payers';
import { readTransferAccount } from './transfer-account';

/** Tells who ordered, else those who look after the money, where a transfer goes to; once a payment. */
export async function mailTransferDetails(tx: Tx, payment: PaymentModel): Promise<void> {
  const { organisationId, id, amountMinor, currency, reference, createdById } = payment;
  const account = await readTransferAccount(currency, tx);
  if (!account) return;
  const { name } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { name: true },
  });
  const buyer = createdById && (await tx.user.findUnique({ where: { id: createdById } }));
  const readers = buyer ? [buyer] : await readPayers(tx, organisationId);
  const { holder, bank, iban, bic } = account;
  for (const reader of readers)
    await enqueueEmail(tx, {
      key: `transfer-details:${id}:${reader.id}`,
      to: reader.email,
      template: 'transfer-details',
      props: {
        ...{ organisation: name, reference, amountMinor: amountMinor.toString(), currency },
        ...{ holder, bank, iban, bic, url: `${env.APP_URL}/billing/payments/${id}` },
      },
    });
}
