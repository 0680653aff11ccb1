'use server';

import { ExportInput } from '@/lib/domain/analytics/schema.export';
import { startExport } from '@/lib/domain/analytics/start-export';
import { memberAction } from '@/lib/web/actions';

export const exportEntries = memberAction(ExportInput, startExport);
