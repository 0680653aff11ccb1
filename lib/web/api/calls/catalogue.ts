import { listPacksForApi, listServicesForApi, listTiersForApi } from '@/lib/domain/catalog/api-lists';
import { ApiPack, ApiService, ApiTier } from '@/lib/domain/catalog/api-schema';
import { call } from '../call';
import { listOf, wholeList } from '../list';

const common = {
  group: 'catalogue',
  method: 'GET',
  scope: 'catalogue:read',
  // Services cost everybody the same; packs and tiers are told in the customer's currency.
  customer: 'optional',
  status: 200,
  errors: [],
} as const;

export const catalogueCalls = [
  call({
    ...common,
    name: 'listServices',
    path: '/catalogue/services',
    answer: { name: 'ServiceList', schema: listOf(ApiService) },
    example: {
      answer: {
        data: [
          {
            ...{ code: 'lead-collection', name: 'Lead collection', group: 'Leads', unit: 'lead' },
            ...{ price: '20', perUnits: 100, rounding: 'up', priceText: '20 credits per 100 leads' },
            since: '2026-11-01T00:00:00.000Z',
          },
        ],
        nextCursor: null,
      },
    },
    run: (ctx) => wholeList(listServicesForApi(ctx)),
  }),
  call({
    ...common,
    name: 'listPacks',
    path: '/catalogue/packs',
    answer: { name: 'PackList', schema: listOf(ApiPack) },
    example: {
      answer: {
        data: [
          {
            ...{ code: 'pack-250', name: '250 credits', description: '', credits: '250', price: '20.00' },
            ...{ currency: 'USD', validityDays: null },
          },
        ],
        nextCursor: null,
      },
    },
    run: (ctx) => wholeList(listPacksForApi(ctx)),
  }),
  call({
    ...common,
    name: 'listTiers',
    path: '/catalogue/tiers',
    answer: { name: 'TierList', schema: listOf(ApiTier) },
    example: {
      answer: {
        data: [
          {
            ...{ code: 'starter', name: 'Starter', description: '', price: '19.00', currency: 'USD' },
            ...{ yearlyPrice: '190.00', trialDays: 14, allowance: '200', rollover: '0' },
          },
        ],
        nextCursor: null,
      },
    },
    run: (ctx) => wholeList(listTiersForApi(ctx)),
  }),
];
