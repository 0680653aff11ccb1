import { formatDate, formatMoney } from '@/lib/core/format';
import type { PartyJson } from '@/lib/domain/invoices/schema';
import type { TransferAccount } from '@/lib/domain/payments/transfer-account';
import type { Sheet } from '@/lib/integrations/pdf/schema';
import type { Paper } from './schema';
import { language, methodText, partyLines, t } from './words';

/** A payment with what it is for. Amounts in minor units. */
export type PaymentFacts = {
  provider: string;
  reference: string;
  currency: string;
  amountMinor: bigint;
  receivedMinor: bigint;
  createdAt: Date;
  expiresAt: Date | null;
  settledAt: Date | null;
  /** The invoice's number, where there is one by now. */
  invoiceNumber: string | null;
  what: string;
  seller: PartyJson;
  buyer: PartyJson;
};

const base = (facts: PaymentFacts, paper: Paper) => ({
  ...{ paper, language, number: facts.reference, issuer: facts.seller.name },
  parties: [
    { label: t('seller'), lines: partyLines(facts.seller) },
    { label: t('buyer'), lines: partyLines(facts.buyer) },
  ],
  pageWords: t.raw('page') as string,
});

const table = (rows: string[][]): Sheet['tables'] => [
  {
    columns: [
      { label: t('column.description') },
      { label: t('column.reference'), width: 120 },
      { label: t('column.gross'), width: 90, isNumber: true },
    ],
    rows,
  },
];

/** What came in for an invoice. */
export function composeReceipt(facts: PaymentFacts, paper: Paper): Sheet {
  const received = formatMoney(facts.receivedMinor, facts.currency);
  const at = facts.settledAt ?? facts.createdAt;
  return {
    ...base(facts, paper),
    ...{ kind: t('kind.receipt'), at },
    facts: [
      { label: t('fact.paid'), value: formatDate(at) },
      { label: t('fact.method'), value: methodText(facts.provider) },
      { label: t('fact.currency'), value: facts.currency },
    ],
    headline: t('headline.paid', { amount: received, date: formatDate(at) }),
    tables: table([[facts.what, facts.invoiceNumber ?? '', received]]),
    totals: [{ label: t('total.receipt'), value: received, isStrong: true }],
    notes: [],
  };
}

/** As people read it out: in groups of four. */
const inFours = (iban: string) => iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');

/** What is to be transferred, and where to. */
export function composeProForma(facts: PaymentFacts, account: TransferAccount | null, paper: Paper): Sheet {
  const amount = formatMoney(facts.amountMinor, facts.currency);
  const { reference, expiresAt } = facts;
  return {
    ...base(facts, paper),
    ...{ kind: t('kind.pro_forma'), at: facts.createdAt },
    facts: [
      { label: t('fact.issued'), value: formatDate(facts.createdAt) },
      ...(expiresAt ? [{ label: t('fact.payUntil'), value: formatDate(expiresAt) }] : []),
      { label: t('fact.reference'), value: reference },
      { label: t('fact.currency'), value: facts.currency },
    ],
    headline: t(expiresAt ? 'headline.toPay' : 'headline.total', {
      ...{ amount, date: expiresAt ? formatDate(expiresAt) : '' },
    }),
    tables: table([[facts.what, facts.invoiceNumber ?? '', amount]]),
    totals: [{ label: t('total.pro_forma'), value: amount, isStrong: true }],
    notes: [
      ...(account
        ? [
            t('note.transfer', { reference }),
            t('note.account', { holder: account.holder, bank: account.bank }),
            account.bic
              ? t('note.iban', { iban: inFours(account.iban), bic: account.bic })
              : inFours(account.iban),
          ]
        : []),
      t('note.proForma'),
    ],
  };
}
