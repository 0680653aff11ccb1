import { z } from 'zod';
import { getAnalytics } from '@/lib/domain/analytics/get-analytics';
import { listEntriesForApi } from '@/lib/domain/analytics/list-entries-for-api';
import {
  AnalyticsInput,
  AnalyticsOutput,
  EntriesOutput,
  ListEntriesInput,
  TraceInput,
  TraceOutput,
} from '@/lib/domain/analytics/schema';
import { traceEntry } from '@/lib/domain/analytics/trace-entry';
import { call } from '../call';

const common = { group: 'entries', method: 'GET', scope: 'credits:read', status: 200, errors: [] } as const;

const entry = {
  ...{ id: '1042', kind: 'deduct' as const, service: 'lead-collection', amount: '-20', balanceAfter: '230' },
  lot: { id: 'lot_01kahw5xd3e6mrxq06h0gz5b2n', source: 'purchase' },
  ...{ operationId: 'op_01kahw5xd3e6mrxq06h0gz5b2p', reference: 'run-88', metadata: null, member: null },
  ...{ apiKey: 'key_01kahw5xd3e6mrxq06h0gz5b2q', createdAt: '2026-11-21T10:00:00.000Z' },
};
const figures = { credits: '20', count: 1 };
const group = { key: 'lead-collection', name: 'Lead collection', ...figures, former: null };
const nobody = { key: null, name: null, ...figures, former: null };

export const entryCalls = [
  call({
    ...common,
    name: 'listEntries',
    path: '/credits/entries',
    query: ListEntriesInput.extend({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
    answer: { name: 'EntryList', schema: EntriesOutput },
    example: { query: { limit: 1 }, answer: { data: [entry], nextCursor: '1042' } },
    run: (ctx, { query }) => listEntriesForApi(ctx, query),
  }),
  call({
    ...common,
    name: 'traceEntry',
    path: '/credits/entries/{id}/trace',
    params: TraceInput,
    answer: { name: 'Trace', schema: TraceOutput },
    example: {
      params: { id: '1042' },
      answer: {
        entry,
        operation: {
          ...{ id: entry.operationId, kind: 'deduct', quantity: '100' },
          service: { code: 'lead-collection', name: 'Lead collection', unit: 'lead', units: 'leads' },
          price: { credits: '20', perUnits: 100, rounding: 'up' },
          ...{ credits: '20', shortfall: '0', reference: 'run-88', reason: null, metadata: null },
          actor: { kind: 'api-key', id: entry.apiKey, name: 'Lead collector' },
          ...{ balanceAfter: '230', member: null, request: null, createdAt: entry.createdAt },
        },
        receivable: null,
        lots: [
          {
            ...{ ...entry.lot, moved: '-20', granted: '250', effectiveAt: '2026-11-01T09:00:00.000Z' },
            ...{ expiresAt: null, createdAt: '2026-11-01T09:00:00.000Z', grantEntry: '1001' },
            origin: {
              reason: null,
              purchase: {
                ...{ id: 'pur_01kahw5xd3e6mrxq06h0gz5b2n', packName: '250 credits', totalMinor: '2000' },
                ...{ currency: 'USD', paidAt: '2026-11-01T09:00:00.000Z' },
              },
              ...{ period: null, promotionCode: null },
            },
            fate: {
              ...{ used: '20', expired: '0', transferred: '0', corrected: '0', held: '0', remaining: '230' },
              usedBy: [{ service: 'lead-collection', name: 'Lead collection', credits: '20' }],
              complete: true,
            },
          },
        ],
        related: [],
      },
    },
    run: (ctx, { params }) => traceEntry(ctx, params),
  }),
  call({
    ...common,
    name: 'getAnalytics',
    path: '/credits/analytics',
    query: AnalyticsInput,
    answer: { name: 'Analytics', schema: AnalyticsOutput },
    example: {
      query: { from: '2026-11-21', to: '2026-11-21' },
      answer: {
        ...{ from: '2026-11-21', to: '2026-11-21', groupBy: 'service', total: figures, former: null },
        ...{
          byService: [group],
          byMember: [nobody],
          byKey: [{ ...group, key: entry.apiKey, name: 'Leads' }],
        },
        byDay: [
          {
            ...{ day: '2026-11-21', ...figures, former: null },
            parts: [{ key: 'lead-collection', credits: '20' }],
          },
        ],
      },
    },
    run: (ctx, { query }) => getAnalytics(ctx, query),
  }),
];
