import type { StaffRole } from '@/lib/core/db';
import type { Customer } from './cast.types';
import { earlyCustomers } from './early-customers';
import { lateCustomers } from './late-customers';

/** Twenty customers. The first is the demo owner's; the second the VIP; the third has almost nothing left. */
export const customers: readonly Customer[] = [...earlyCustomers, ...lateCustomers];

export type Colleague = {
  name: string;
  email: string;
  roles: StaffRole[];
  skills?: string[];
  capacity?: number;
};

/** The company's own people. Skills are codes of support categories. */
export const colleagues: readonly Colleague[] = [
  {
    ...{ name: 'Elena Petrova', email: 'expert@meterdesk.test', roles: ['expert'], capacity: 8 },
    skills: ['bug', 'incident', 'performance'],
  },
  {
    ...{ name: 'David Okafor', email: 'david.okafor@meterdesk.test', roles: ['expert'], capacity: 8 },
    skills: ['integration', 'bug', 'question'],
  },
  {
    ...{ name: 'Mina Farouk', email: 'mina.farouk@meterdesk.test', roles: ['expert'], capacity: 6 },
    skills: ['performance', 'integration', 'incident'],
  },
  {
    ...{ name: 'Lukas Berger', email: 'lukas.berger@meterdesk.test', roles: ['expert'], capacity: 6 },
    skills: ['question', 'bug', 'integration'],
  },
  { name: 'Amara Diallo', email: 'agent@meterdesk.test', roles: ['agent'] },
  { name: 'Victor Lindqvist', email: 'finance@meterdesk.test', roles: ['finance'] },
  { name: 'Sofia Conti', email: 'admin@meterdesk.test', roles: ['admin'] },
];
