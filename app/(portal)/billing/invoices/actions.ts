'use server';

import { requestDocument } from '@/lib/domain/documents/request-document';
import { DocumentInput } from '@/lib/domain/documents/schema';
import { memberAction } from '@/lib/web/actions';

export const askDocument = memberAction(DocumentInput, requestDocument);
