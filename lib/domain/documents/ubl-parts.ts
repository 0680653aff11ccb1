import { XMLBuilder } from 'fast-xml-parser';
import { moneyToDecimal } from '@/lib/core/money';
import type { PartyJson, TaxSumDto } from '@/lib/domain/invoices/schema';

const URN = 'urn:oasis:names:specification:ubl:schema:xsd:';
export const namespaces = {
  Invoice: `${URN}Invoice-2`,
  CreditNote: `${URN}CreditNote-2`,
  cac: `${URN}CommonAggregateComponents-2`,
  cbc: `${URN}CommonBasicComponents-2`,
} as const;

/** An element: its children in the order of the schema; `undefined` and empty lists are left out. */
export type Element = { [name: string]: string | Element | readonly Element[] | undefined };

// XML 1.0 knows no way to write these, not even as a reference.
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
  tagValueProcessor: (_: string, value: unknown) => String(value).replace(UNWRITABLE, ''),
});

/** A document of OASIS UBL 2.1 (https://docs.oasis-open.org/ubl/os-UBL-2.1/UBL-2.1.html), core of EN 16931. */
export function toXml(root: 'Invoice' | 'CreditNote', children: Element): string {
  const { cac, cbc } = namespaces;
  const attributes = { '@xmlns': namespaces[root], '@xmlns:cac': cac, '@xmlns:cbc': cbc };
  const xml: string = builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    [root]: { ...attributes, 'cbc:CustomizationID': 'urn:cen.eu:en16931:2017', ...children },
  });
  return xml;
}

/** An empty element is forbidden by EN 16931: what is empty is left out. */
export const filled = (text: string | null | undefined): string | undefined => text?.trim() || undefined;

export const amount = (minor: bigint | string, currency: string): Element => ({
  '#text': moneyToDecimal(BigInt(minor), currency),
  '@currencyID': currency,
});

const vat: Element = { 'cac:TaxScheme': { 'cbc:ID': 'VAT' } };

const reasons: Partial<Record<string, Element>> = {
  AE: { 'cbc:TaxExemptionReasonCode': 'VATEX-EU-AE', 'cbc:TaxExemptionReason': 'Reverse charge' },
  E: { 'cbc:TaxExemptionReason': 'Exempt from tax' },
  O: { 'cbc:TaxExemptionReasonCode': 'VATEX-EU-O', 'cbc:TaxExemptionReason': 'Not subject to VAT' },
};

/** Category O names no rate. */
const percent = (category: string, rateBps: number): Element =>
  category === 'O' ? {} : { 'cbc:Percent': String(rateBps / 100) };

export const lineCategory = (category: string, rateBps: number): Element => ({
  'cac:ClassifiedTaxCategory': { 'cbc:ID': category, ...percent(category, rateBps), ...vat },
});

/** With the country in front (BR-CO-09); Greece writes EL. */
function vatId(country: string, taxId: string): string {
  const plain = taxId.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return /^[A-Z]{2}/.test(plain) ? plain : `${country === 'GR' ? 'EL' : country}${plain}`;
}

/** Outside the scope of VAT neither side may be named by a VAT id (BR-O-02, BR-O-03): it is the registration then. */
export function party(
  { name, taxId, email, ...address }: PartyJson,
  taxes: readonly { category: string }[],
): Element {
  const isOutside = taxes.some(({ category }) => category === 'O');
  return {
    'cac:Party': {
      'cbc:EndpointID': email ? { '#text': email, '@schemeID': 'EM' } : undefined,
      'cac:PartyName': name ? { 'cbc:Name': name } : undefined,
      'cac:PostalAddress': {
        'cbc:StreetName': filled(address.line1),
        'cbc:AdditionalStreetName': filled(address.line2),
        'cbc:CityName': filled(address.city),
        'cbc:PostalZone': filled(address.postalCode),
        'cbc:CountrySubentity': filled(address.region),
        'cac:Country': address.country ? { 'cbc:IdentificationCode': address.country } : undefined,
      },
      'cac:PartyTaxScheme':
        taxId && !isOutside ? { 'cbc:CompanyID': vatId(address.country, taxId), ...vat } : undefined,
      'cac:PartyLegalEntity': {
        'cbc:RegistrationName': filled(name),
        'cbc:CompanyID': taxId && isOutside ? taxId : undefined,
      },
      'cac:Contact': email ? { 'cbc:ElectronicMail': email } : undefined,
    },
  };
}

type Sums = { taxes: readonly TaxSumDto[]; taxMinor: string; currency: string };

export const taxTotal = ({ taxes, taxMinor, currency }: Sums): Element => ({
  'cac:TaxTotal': {
    'cbc:TaxAmount': amount(taxMinor, currency),
    'cac:TaxSubtotal': taxes.map((tax) => ({
      'cbc:TaxableAmount': amount(tax.netMinor, currency),
      'cbc:TaxAmount': amount(tax.taxMinor, currency),
      'cac:TaxCategory': {
        'cbc:ID': tax.category,
        ...percent(tax.category, tax.rateBps),
        ...reasons[tax.category],
        ...vat,
      },
    })),
  },
});

type Totals = { netMinor: string; totalMinor: string; prepaidMinor: bigint; currency: string };

export const monetaryTotal = ({ netMinor, totalMinor, prepaidMinor, currency }: Totals): Element => ({
  'cac:LegalMonetaryTotal': {
    'cbc:LineExtensionAmount': amount(netMinor, currency),
    'cbc:TaxExclusiveAmount': amount(netMinor, currency),
    'cbc:TaxInclusiveAmount': amount(totalMinor, currency),
    'cbc:PrepaidAmount': prepaidMinor === 0n ? undefined : amount(prepaidMinor, currency),
    'cbc:PayableAmount': amount(BigInt(totalMinor) - prepaidMinor, currency),
  },
});
