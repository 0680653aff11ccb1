import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { namespaces } from '@/lib/domain/documents/ubl-parts';

/*
 * A restriction of OASIS UBL 2.1: names, order and number of the elements that our documents may use, as in
 * UBL-Invoice-2.1.xsd, UBL-CreditNote-2.1.xsd and UBL-CommonAggregateComponents-2.1.xsd (© OASIS Open 2013). Elements are
 * left out and counts are stricter, nothing is added: what is valid here is valid there. With UBL_XSD_DIR the test takes
 * the files of UBL-2.1.zip themselves. After a name: ! once, ? at most once, * any number, + at least once.
 */
const HEAD =
  'cbc:UBLVersionID? cbc:CustomizationID? cbc:ProfileID? cbc:ID! cbc:UUID? cbc:IssueDate! cbc:IssueTime?';
const CODES =
  'cbc:DocumentCurrencyCode? cbc:TaxCurrencyCode? cbc:AccountingCost? cbc:LineCountNumeric? cbc:BuyerReference? cac:InvoicePeriod*';
const PARTIES =
  'cac:AccountingSupplierParty! cac:AccountingCustomerParty! cac:PayeeParty? cac:TaxRepresentativeParty? cac:Delivery* cac:PaymentMeans* cac:PaymentTerms*';
const REFERENCES = 'cac:OrderReference? cac:BillingReference* cac:AdditionalDocumentReference*';
const LINE = 'cbc:ID! cbc:UUID? cbc:Note*';
const LINE_REST = 'cbc:TaxPointDate? cbc:AccountingCost? cac:InvoicePeriod*';

const documents = {
  Invoice: `${HEAD} cbc:DueDate? cbc:InvoiceTypeCode? cbc:Note* cbc:TaxPointDate? ${CODES} ${REFERENCES} ${PARTIES} cac:AllowanceCharge* cac:TaxTotal* cac:LegalMonetaryTotal! cac:InvoiceLine+`,
  CreditNote: `${HEAD} cbc:TaxPointDate? cbc:CreditNoteTypeCode? cbc:Note* ${CODES} ${REFERENCES} ${PARTIES} cac:AllowanceCharge* cac:TaxTotal* cac:LegalMonetaryTotal! cac:CreditNoteLine+`,
} as const;

const types: Record<string, string> = {
  InvoiceLine: `${LINE} cbc:InvoicedQuantity? cbc:LineExtensionAmount! ${LINE_REST} cac:AllowanceCharge* cac:TaxTotal* cac:Item! cac:Price?`,
  CreditNoteLine: `${LINE} cbc:CreditedQuantity? cbc:LineExtensionAmount? ${LINE_REST} cac:TaxTotal* cac:AllowanceCharge* cac:Item? cac:Price?`,
  Party:
    'cbc:WebsiteURI? cbc:EndpointID? cac:PartyIdentification* cac:PartyName* cac:PostalAddress? cac:PartyTaxScheme* cac:PartyLegalEntity* cac:Contact?',
  SupplierParty: 'cac:Party?',
  CustomerParty: 'cac:Party?',
  PartyIdentification: 'cbc:ID!',
  PartyName: 'cbc:Name!',
  PartyTaxScheme: 'cbc:RegistrationName? cbc:CompanyID? cac:TaxScheme!',
  PartyLegalEntity: 'cbc:RegistrationName? cbc:CompanyID?',
  Contact: 'cbc:ID? cbc:Name? cbc:Telephone? cbc:Telefax? cbc:ElectronicMail?',
  Address:
    'cbc:StreetName? cbc:AdditionalStreetName? cbc:BuildingNumber? cbc:CityName? cbc:PostalZone? cbc:CountrySubentity? cac:Country?',
  Country: 'cbc:IdentificationCode? cbc:Name?',
  TaxScheme: 'cbc:ID? cbc:Name? cbc:TaxTypeCode?',
  TaxCategory:
    'cbc:ID? cbc:Name? cbc:Percent? cbc:TaxExemptionReasonCode? cbc:TaxExemptionReason* cac:TaxScheme!',
  TaxSubtotal: 'cbc:TaxableAmount? cbc:TaxAmount! cac:TaxCategory!',
  TaxTotal: 'cbc:TaxAmount! cbc:RoundingAmount? cac:TaxSubtotal*',
  AllowanceCharge:
    'cbc:ChargeIndicator! cbc:AllowanceChargeReasonCode? cbc:AllowanceChargeReason* cbc:MultiplierFactorNumeric? cbc:Amount! cbc:BaseAmount? cac:TaxCategory*',
  MonetaryTotal:
    'cbc:LineExtensionAmount? cbc:TaxExclusiveAmount? cbc:TaxInclusiveAmount? cbc:AllowanceTotalAmount? cbc:ChargeTotalAmount? cbc:PrepaidAmount? cbc:PayableRoundingAmount? cbc:PayableAmount!',
  PaymentMeans: 'cbc:ID? cbc:PaymentMeansCode! cbc:PaymentDueDate? cbc:InstructionNote* cbc:PaymentID*',
  PaymentTerms: 'cbc:ID? cbc:Note*',
  Period: 'cbc:StartDate? cbc:EndDate?',
  Delivery: 'cbc:ID? cbc:ActualDeliveryDate?',
  OrderReference: 'cbc:ID! cbc:IssueDate?',
  BillingReference: 'cac:InvoiceDocumentReference?',
  DocumentReference: 'cbc:ID! cbc:IssueDate? cbc:DocumentTypeCode?',
  Item: 'cbc:Description* cbc:Name? cac:SellersItemIdentification? cac:ClassifiedTaxCategory*',
  ItemIdentification: 'cbc:ID!',
  Price: 'cbc:PriceAmount! cbc:BaseQuantity?',
};

const typeOf: Record<string, string> = {
  AccountingSupplierParty: 'SupplierParty',
  AccountingCustomerParty: 'CustomerParty',
  PayeeParty: 'Party',
  TaxRepresentativeParty: 'Party',
  PostalAddress: 'Address',
  LegalMonetaryTotal: 'MonetaryTotal',
  InvoicePeriod: 'Period',
  InvoiceDocumentReference: 'DocumentReference',
  AdditionalDocumentReference: 'DocumentReference',
  ClassifiedTaxCategory: 'TaxCategory',
  SellersItemIdentification: 'ItemIdentification',
};

const COUNT: Record<string, string> = {
  '!': 'minOccurs="1"',
  '?': 'minOccurs="0"',
  '*': 'minOccurs="0" maxOccurs="unbounded"',
  '+': 'maxOccurs="unbounded"',
};
const sequence = (text: string) =>
  `<xs:sequence>${text
    .split(/\s+/)
    .map((token) => `<xs:element ref="${token.slice(0, -1)}" ${COUNT[token.at(-1) ?? '']}/>`)
    .join('')}</xs:sequence>`;

function schema(target: string, body: string, imports: ('cac' | 'cbc')[] = []): string {
  const { cac, cbc } = namespaces;
  const lines = imports.map(
    (name) => `<xs:import namespace="${namespaces[name]}" schemaLocation="${name}.xsd"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:cac="${cac}" xmlns:cbc="${cbc}" targetNamespace="${target}" xmlns="${target}" elementFormDefault="qualified">${lines.join('')}${body}</xs:schema>`;
}

const basics: [RegExp, string][] = [
  [/Amount$/, 'Amount'],
  [/Quantity$/, 'Quantity'],
  [/Date$/, 'xs:date'],
  [/Time$/, 'xs:time'],
  [/Indicator$/, 'xs:boolean'],
  [/(Percent|Numeric|Rate)$/, 'xs:decimal'],
  [/(Code|ID)$/, 'Identifier'],
];
const basic = (name: string) => basics.find(([pattern]) => pattern.test(name))?.[1] ?? 'xs:string';

const attributed = (name: string, base: string, attribute: string, use: string) =>
  `<xs:complexType name="${name}"><xs:simpleContent><xs:extension base="${base}"><xs:attribute name="${attribute}" type="xs:normalizedString" use="${use}"/></xs:extension></xs:simpleContent></xs:complexType>`;

function namesOf(prefix: string): string[] {
  const tokens = [...Object.values(documents), ...Object.values(types)].join(' ').split(/\s+/);
  return [...new Set(tokens.filter((token) => token.startsWith(prefix)).map((token) => token.slice(4, -1)))];
}

function restriction(): Record<string, string> {
  const simple = namesOf('cbc:').map((name) => `<xs:element name="${name}" type="${basic(name)}"/>`);
  const whole = Object.entries(types).map(
    ([name, text]) => `<xs:complexType name="${name}Type">${sequence(text)}</xs:complexType>`,
  );
  const elements = namesOf('cac:').map(
    (name) => `<xs:element name="${name}" type="${typeOf[name] ?? name}Type"/>`,
  );
  const roots = Object.entries(documents).map(([name, text]) => [
    `UBL-${name}-2.1.xsd`,
    schema(
      namespaces[name as keyof typeof documents],
      `<xs:element name="${name}"><xs:complexType>${sequence(text)}</xs:complexType></xs:element>`,
      ['cac', 'cbc'],
    ),
  ]);
  const base =
    attributed('Amount', 'xs:decimal', 'currencyID', 'required') +
    attributed('Quantity', 'xs:decimal', 'unitCode', 'optional') +
    attributed('Identifier', 'xs:normalizedString', 'schemeID', 'optional');
  return {
    'cbc.xsd': schema(namespaces.cbc, base + simple.join('')),
    'cac.xsd': schema(namespaces.cac, [...whole, ...elements].join(''), ['cbc']),
    ...(Object.fromEntries(roots) as Record<string, string>),
  };
}

/** The schema's files by the name that others import them under; whole UBL where UBL_XSD_DIR holds its `xsd` folder. */
export function ublSchemas(): { root: (name: string) => string; files: Record<string, string> } {
  const folder = process.env.UBL_XSD_DIR;
  if (!folder) return { root: (name) => `UBL-${name}-2.1.xsd`, files: restriction() };
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.xsd'),
  );
  const files = names.map((name) => [
    name.split(path.sep).join('/'),
    readFileSync(path.join(folder, name), 'utf8'),
  ]);
  return {
    root: (name) => `maindoc/UBL-${name}-2.1.xsd`,
    files: Object.fromEntries(files) as Record<string, string>,
  };
}
