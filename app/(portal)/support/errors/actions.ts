'use server';

import { resolveError } from '@/lib/domain/errors/resolve-error';
import { ResolveErrorInput } from '@/lib/domain/errors/schema';
import { memberAction } from '@/lib/web/actions';

export const resolve = memberAction(ResolveErrorInput, resolveError);
