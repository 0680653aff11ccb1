/** One password for everybody in the demo: nothing real is behind it. */
export const DEMO_PASSWORD = 'credits-for-everyone';

/** The people whom `npm start` prints. Each owner belongs to another organisation; the last one pays a tier by card. */
export const demoAccounts = [
  { role: 'owner', email: 'owner@lighthouse.test' },
  { role: 'billing', email: 'billing@lighthouse.test' },
  { role: 'member', email: 'member@lighthouse.test' },
  { role: 'owner', email: 'owner@fernhill.test' },
  { role: 'owner', email: 'owner@saffron.test' },
  { role: 'expert', email: 'expert@meterdesk.test' },
  { role: 'agent', email: 'agent@meterdesk.test' },
  { role: 'finance', email: 'finance@meterdesk.test' },
  { role: 'admin', email: 'admin@meterdesk.test' },
].map((account) => ({ ...account, password: DEMO_PASSWORD }));
