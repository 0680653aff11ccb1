'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { WizardValues } from './wizard-values';

export type DraftState =
  { kind: 'saved'; at: string | null } | { kind: 'saving' } | { kind: 'failed'; reason: string | null };

const QUIET_MS = 700;
/** What the page works out by itself, and is no part of a draft. */
const isOfTheForm = (name: string | undefined) =>
  name === 'token' || name === 'price' || name === 'pay' || name === 'totalMinor';
const newPageId = () => Math.random().toString(36).slice(2);

/**
 * Keeps what is typed on the server: a moment after the last key, and at once when the page is hidden or closed
 * (`keepalive` outlives the tab). `stop` ends it, once the draft is filed or thrown away.
 */
export function useDraft(form: UseFormReturn<WizardValues>, savedAt: string | null) {
  const [state, setState] = useState<DraftState>({ kind: 'saved', at: savedAt });
  const timer = useRef<number | null>(null);
  const isStopped = useRef(false);
  const edit = useRef<{ page: string; count: number } | null>(null);
  const { getValues, setValue, watch } = form;

  const save = useCallback(async () => {
    if (timer.current !== null) window.clearTimeout(timer.current);
    timer.current = null;
    if (isStopped.current) return;
    setState({ kind: 'saving' });
    const { price: _, pay: _pay, totalMinor: _total, ...typed } = getValues();
    // Saves may overtake each other on their way: the server keeps the newest, and only its answer is told.
    edit.current ??= { page: newPageId(), count: 0 };
    const count = ++edit.current.count;
    const result = await send({ ...typed, edit: edit.current });
    if (isStopped.current) return;
    if (count === edit.current.count) setState(result.state);
    if (result.token) setValue('token', result.token);
  }, [getValues, setValue]);

  useEffect(() => {
    const { unsubscribe } = watch((_, { name }) => {
      if (isStopped.current || isOfTheForm(name)) return;
      if (timer.current !== null) window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void save(), QUIET_MS);
    });
    const leave = () => {
      if (document.visibilityState === 'hidden' && timer.current !== null) void save();
    };
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('pagehide', leave);
    return () => {
      unsubscribe();
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('pagehide', leave);
      // Gone to another page of the portal within the quiet moment: what was typed goes along.
      if (timer.current !== null) void save();
    };
  }, [watch, save]);

  const stop = useCallback(() => {
    isStopped.current = true;
    if (timer.current !== null) window.clearTimeout(timer.current);
    timer.current = null;
  }, []);
  const resume = useCallback(() => {
    isStopped.current = false;
  }, []);
  return { state, save, stop, resume };
}

async function send(typed: object): Promise<{ state: DraftState; token?: string }> {
  try {
    const response = await fetch('/api/portal/drafts', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(typed),
      // Browsers refuse to keep more than 64 KiB alive.
      keepalive: JSON.stringify(typed).length < 16_000,
    });
    const answer = (await response.json()) as { token?: string; savedAt?: string; detail?: string };
    if (!response.ok || !answer.savedAt) return { state: { kind: 'failed', reason: answer.detail ?? null } };
    return { state: { kind: 'saved', at: answer.savedAt }, token: answer.token };
  } catch {
    return { state: { kind: 'failed', reason: null } };
  }
}
