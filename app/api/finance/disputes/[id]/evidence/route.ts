import { addEvidenceFile } from '@/lib/domain/disputes/add-evidence';
import { evidenceBytes } from '@/lib/domain/disputes/schema.kinds';
import type { AddEvidenceFileInput } from '@/lib/domain/disputes/schema';
import { staffRoute } from '@/lib/web/api-route';
import { readUpload } from '@/lib/web/read-upload';
import type { z } from 'zod';

type Kind = z.input<typeof AddEvidenceFileInput>['kind'];

/** The document is the raw body; its name and what it is are in the address, as with every upload. */
export const POST = staffRoute(async (ctx, { params, query, raw }) =>
  addEvidenceFile(ctx, {
    disputeId: params.id ?? '',
    // The verb refuses what is no kind.
    kind: (query.get('kind') ?? '') as Kind,
    fileName: query.get('name') ?? '',
    bytes: await readUpload(raw, evidenceBytes),
  }),
);
