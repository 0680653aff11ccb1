// The states in which the VAT of the EU applies; XI is Northern Ireland, which is in it for goods only.
const MEMBERS = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

export const isInEu = (country: string): boolean => MEMBERS.has(country);
