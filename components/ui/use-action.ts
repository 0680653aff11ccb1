'use client';

import { useTranslations } from 'next-intl';
import { unstable_rethrow } from 'next/navigation';
import { useCallback, useState, useTransition } from 'react';
import type { Action, ActionFailure, ActionResult } from './action-result';
import { useToast } from './toast';

/** Runs the action and turns a lost connection or session into a plain failure: nothing typed is lost. */
export function useSafeAction<Input, Data>(action: Action<Input, Data>) {
  const t = useTranslations('ui.form');
  return useCallback(
    async (input: Input): Promise<ActionResult<Data>> => {
      try {
        const result = await action(input);
        if (!result.ok && result.error.code === 'unauthenticated') {
          return { ok: false, error: { ...result.error, message: t('sessionExpired') } };
        }
        return result;
      } catch (error) {
        unstable_rethrow(error);
        return { ok: false, error: { code: 'network', message: t('network') } };
      }
    },
    [action, t],
  );
}

interface UseActionOptions<Data> {
  onSuccess?: (data: Data) => void;
  onFailure?: (failure: ActionFailure) => void;
  /** Set when the caller shows `failure` in a place of its own. */
  quiet?: boolean;
}

/** For a single button: no form, no typed input. A failure is told in a toast unless `quiet`. */
export function useAction<Input, Data>(
  action: Action<Input, Data>,
  { onSuccess, onFailure, quiet = false }: UseActionOptions<Data> = {},
) {
  const safely = useSafeAction(action);
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  const run = (input: Input): void => {
    setFailure(null);
    startTransition(async () => {
      const result = await safely(input);
      if (result.ok) return onSuccess?.(result.data);
      setFailure(result.error);
      onFailure?.(result.error);
      if (!quiet) {
        toast({ title: result.error.message, tone: 'critical', requestId: result.error.requestId });
      }
    });
  };

  return { run, pending, failure };
}
