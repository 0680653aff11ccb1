import type { Prisma } from '@/lib/core/db';
import type { AttachmentDto } from './schema.dto';

export const attachmentFields = {
  id: true,
  fileName: true,
  mediaType: true,
  sizeBytes: true,
} satisfies Prisma.AttachmentSelect;

export const attachmentDto = ({ id, fileName, mediaType, sizeBytes }: AttachmentDto): AttachmentDto => ({
  id,
  fileName,
  mediaType,
  sizeBytes,
});
