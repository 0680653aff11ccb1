'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { MessageDraftDto } from '@/lib/domain/support/schema.dto';
import { limits } from '@/lib/domain/support/schema';

export type DraftPlace = {
  /** `/api/portal/drafts/<request>` or the desk's. */
  address: string;
  kind: 'reply' | 'note';
  kept: MessageDraftDto | null;
};

export type DraftState =
  { kind: 'none' } | { kind: 'saving' } | { kind: 'failed' } | { kind: 'saved'; at: string };

type Typed = { messageId: string; body: string; attachments: string[] };

const QUIET_MS = 700;
/** Browsers refuse to keep more than 64 KiB alive beyond the page; letters may take three bytes each. */
const KEPT_ALIVE = 16_000;

/**
 * Keeps what is typed on the server: a moment after the last key, and at once when the page is left. `settle` waits for
 * what is on its way, before the words are sent.
 */
export function useMessageDraft(place: DraftPlace | undefined, typed: Typed) {
  const { address, kind, kept } = place ?? {};
  const [state, setState] = useState<DraftState>(
    kept ? { kind: 'saved', at: kept.savedAt } : { kind: 'none' },
  );
  const page = useRef({ name: '', count: 0 });
  const saved = useRef(fingerprint({ messageId: '', body: kept?.body ?? '', attachments: idsOf(kept) }));
  const running = useRef<Promise<unknown>>(Promise.resolve());
  const latest = useRef(typed);
  useEffect(() => {
    latest.current = typed;
  });

  const save = useCallback(() => {
    const { messageId, body, attachments } = latest.current;
    const now = fingerprint(latest.current);
    if (!address || now === saved.current || body.length > limits.draft) return;
    saved.current = now;
    page.current.name ||= Math.random().toString(36).slice(2);
    const edit = { page: page.current.name, count: ++page.current.count };
    setState({ kind: 'saving' });
    running.current = put(address, { kind, messageId, body, attachments, edit }).then((told) => {
      if (edit.count === page.current.count) setState(told);
      // What did not arrive is sent again with the next key.
      if (told.kind === 'failed') saved.current = '';
    });
  }, [address, kind]);

  const print = fingerprint(typed);
  useEffect(() => {
    if (print === saved.current) return;
    const timer = window.setTimeout(save, QUIET_MS);
    return () => window.clearTimeout(timer);
  }, [print, save]);

  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') save();
    };
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('pagehide', save);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [save]);

  return {
    state,
    settle: () => running.current,
    /** The words were sent: what is typed next is another message. */
    clear: () => {
      saved.current = fingerprint({ messageId: '', body: '', attachments: [] });
      setState({ kind: 'none' });
    },
  };
}

const idsOf = (kept: MessageDraftDto | null | undefined) => kept?.attachments.map(({ id }) => id) ?? [];

/** The id alone is no change: it is made with the form, before anything is typed. */
const fingerprint = ({ body, attachments }: Typed) => JSON.stringify([body, attachments]);

async function put(address: string, draft: object): Promise<DraftState> {
  const body = JSON.stringify(draft);
  try {
    const response = await fetch(address, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body,
      keepalive: body.length < KEPT_ALIVE,
    });
    if (!response.ok) return { kind: 'failed' };
    const { savedAt } = (await response.json()) as { savedAt: string | null };
    return savedAt ? { kind: 'saved', at: savedAt } : { kind: 'none' };
  } catch {
    return { kind: 'failed' };
  }
}
