/** What the examples have in common: 100 leads at 20 credits per 100, out of a wallet of 250. */
export const ids = {
  lot: 'lot_01kahw5xd3e6mrxq06h0gz5b2n',
  operation: 'op_01kahw5xd3e6mrxq06h0gz5b2p',
  hold: 'hld_01kahw5xd3e6mrxq06h0gz5b2r',
};

export const at = { now: '2026-11-21T10:00:00.000Z', tomorrow: '2026-11-22T10:00:00.000Z' };
export const service = { service: 'lead-collection', quantity: '100' };
export const costed = { cost: '20', lots: [{ id: ids.lot, credits: '20' }] };
export const afterwards = { balance: '250', available: '230' };
