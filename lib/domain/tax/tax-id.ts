// Which check of the library (stdnum 1.12) is the one of VAT in each state; SA, AE and XI are not in it.
const checks: Readonly<Record<string, string>> = {
  ...{ AT: 'uid', BE: 'vat', BG: 'vat', CY: 'vat', CZ: 'dic', DE: 'vat', DK: 'cvr', EE: 'kmkr', ES: 'nif' },
  ...{ FI: 'alv', FR: 'tva', GR: 'vat', HR: 'oib', HU: 'anum', IE: 'vat', IT: 'iva', LT: 'pvm', LU: 'tva' },
  ...{ LV: 'pvn', MT: 'vat', NL: 'btw', PL: 'nip', PT: 'nif', RO: 'cui', SE: 'vat', SI: 'ddv', SK: 'dph' },
  ...{ GB: 'vat', CH: 'vat', NO: 'mva', EG: 'tn', US: 'ein', IN: 'gstin', TR: 'vkn' },
};

const anywhere = /^[A-Z0-9][A-Z0-9 ./-]{3,24}$/i;

type Validators = Record<string, Record<string, { validate: (id: string) => { isValid: boolean } }>>;

/**
 * Whether a tax id has the form of its country, check digits included; of countries without a known form anything
 * that could be one. Whether it was ever given to anybody is not asked. The library is loaded when it is needed: it
 * is large, and only few forms want it.
 */
export async function isTaxId(country: string, id: string): Promise<boolean> {
  const check = checks[country];
  if (!check) return anywhere.test(id);
  const { stdnum } = (await import('stdnum')) as { stdnum: Validators };
  const validator = stdnum[country]?.[check];
  return validator ? validator.validate(id).isValid : anywhere.test(id);
}
