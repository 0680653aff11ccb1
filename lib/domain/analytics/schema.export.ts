import { z } from 'zod';
import { DayInput } from '@/lib/core/dates';
import { Id } from '@/lib/core/ids';
import { isReportable } from './days';
import { UsageFilters, groupings } from './schema';

export const exportKinds = ['usage', 'entries'] as const;
export const exportFormats = ['csv', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Beyond so many entries in its days a list is made by the worker. */
export const LONG_LIST = 5_000;
export const KEPT_DAYS = 7;

/** What the usage page shows: the same filters, and whether as its table or as the entries behind it. */
export const ExportInput = UsageFilters.extend({
  kind: z.enum(exportKinds),
  format: z.enum(exportFormats),
  from: DayInput,
  to: DayInput,
  groupBy: z.enum(groupings).default('service'),
  compare: z.union([z.boolean(), z.stringbool()]).default(false),
}).refine(isReportable, { message: 'range', path: ['from'] });
export type ExportInput = z.output<typeof ExportInput>;

export const ExportRef = z.object({ exportId: Id('export') });

/** `progress` is the share of the entries that were looked through, 0 to 1. `href` is there when it is ready. */
export type ExportDto = {
  id: string;
  kind: (typeof exportKinds)[number];
  format: ExportFormat;
  from: string;
  to: string;
  status: 'queued' | 'running' | 'ready' | 'failed';
  progress: number;
  sizeBytes: number | null;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  href: string | null;
};
