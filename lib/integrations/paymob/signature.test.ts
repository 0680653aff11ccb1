import { describe, expect, it } from 'vitest';
import { isSigned, sign, signedFields } from './signature';

const documented = {
  ...{ amount_cents: 100_000, created_at: '2024-06-13T11:33:44.592345', currency: 'EGP' },
  ...{ error_occured: false, has_parent_transaction: false, id: 192_036_465, integration_id: 4_097_558 },
  ...{ is_3d_secure: true, is_auth: false, is_capture: false, is_refunded: false },
  ...{ is_standalone_payment: true, is_voided: false, owner: 302_852, pending: false, success: true },
  order: { id: 217_503_754 },
  source_data: { pan: '2346', sub_type: 'MasterCard', type: 'card' },
};
const secret = 'sandbox-hmac';
const digest =
  '636a5d024d3c5c8640369b1d444862f790e11299bf27fbe79674ab0a8d8de84b0d5fc763633f7f4b5928faf9ae9d99cda5b335cba47197a969938b861eb672af';

describe('a signature of Paymob', () => {
  it('is that of the documented message', () => {
    expect(sign(documented, secret)).toBe(digest);
    expect(isSigned(documented, digest.toUpperCase(), secret)).toBe(true);
  });

  it("is that of another's production code", () => {
    const theirs = {
      ...documented,
      ...{ amount_cents: 111_111, created_at: '2025-04-01T17:29:16.967925', id: 'dummy_id', owner: 12 },
      ...{ integration_id: 1234, order: { id: 123 } },
      source_data: { pan: '1111', sub_type: 'Visa', type: 'card' },
    };
    expect(sign(theirs, 'dummy_hmac')).toBe(
      '51860052ecc6d9f08ac30a549359019e2eee837913b5673094c242c817ddf57c055ba5e3e9c0894b1171e62c2d37cd55ff98a46a0e28e1ccf2e4a907e6683aa5',
    );
  });

  it.each(signedFields)('is another when %s is', (path) => {
    const changed = structuredClone(documented) as Record<string, unknown>;
    const [first = '', second] = path.split('.');
    if (second) (changed[first] as Record<string, unknown>)[second] = 'other';
    else changed[first] = typeof changed[first] === 'boolean' ? !changed[first] : 'other';
    expect(isSigned(changed, digest, secret)).toBe(false);
  });

  it.each([null, '', 'x', digest.slice(1), `${digest}0`])('is not %s', (given) => {
    expect(isSigned(documented, given, secret)).toBe(false);
  });
});
