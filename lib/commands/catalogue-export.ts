import { randomUUID } from 'node:crypto';
import { db } from '@/lib/core/db';
import { exportCatalogue } from '@/lib/domain/catalog/manage-queries';

// npm run catalogue:export > catalogue.json
const actor = { kind: 'operator', name: 'catalogue:export' } as const;
const catalogue = await exportCatalogue({ actor, now: new Date(), requestId: randomUUID() });
process.stdout.write(`${JSON.stringify(catalogue, null, 2)}\n`);
await db.$disconnect();
