'use client';

import { useTranslations } from 'next-intl';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { UnreadDto } from '@/lib/domain/support/schema.dto';
import { useLive } from './live-provider';

interface Unread extends UnreadDto {
  /** The reader has just seen a request: it counts no more, before the server says so. */
  forget: (requestId: string) => void;
}

const NOTHING: UnreadDto = { total: 0, requests: {} };
const UnreadContext = createContext<Unread>({ ...NOTHING, forget: () => undefined });

/** What the reader has not read, in all and by request: for the rail, the title and marks in lists. */
export const useUnread = (): Unread => useContext(UnreadContext);

export type UnreadDoor = '/api/portal/unread' | '/api/desk/unread';

/** Without live changes, and in a hidden tab, which hears none. */
const EVERY_MS = 30_000;

/** Keeps count while the page is open, and says so in front of the page's title. */
export function UnreadProvider({ door, children }: { door?: UnreadDoor; children: ReactNode }) {
  const [unread, setUnread] = useState(NOTHING);
  const ask = useCallback(async () => {
    if (!door) return;
    // By the way only: a session that ended is found out by what the reader does, not by this.
    const response = await fetch(door, { headers: { accept: 'application/json' } }).catch(() => null);
    if (response?.ok) setUnread((await response.json()) as UnreadDto);
  }, [door]);
  const isLive = useLive(
    ({ kind }) => kind === 'message' || kind === 'note' || kind === 'read',
    () => void ask(),
  );
  useEffect(() => {
    if (!door || isLive) return;
    const first = window.setTimeout(() => void ask(), 0);
    const timer = window.setInterval(() => void ask(), EVERY_MS);
    return () => {
      window.clearTimeout(first);
      window.clearInterval(timer);
    };
  }, [ask, door, isLive]);
  const forget = useCallback((requestId: string) => {
    setUnread((before) => without(before, requestId));
  }, []);
  const value = useMemo(() => ({ ...unread, forget }), [unread, forget]);
  return (
    <UnreadContext value={value}>
      <TitleCount count={unread.total} />
      {children}
    </UnreadContext>
  );
}

function without(unread: UnreadDto, requestId: string): UnreadDto {
  const { [requestId]: seen = 0, ...requests } = unread.requests;
  return seen === 0 ? unread : { total: Math.max(0, unread.total - seen), requests };
}

const COUNTED = /^\(\d+\+?\) /;
export const shownCount = (count: number): string => (count > 99 ? '99+' : String(count));

/** «(3) REQ-2026-000123 …»: Next writes the title at each change of page, so it is watched. */
function TitleCount({ count }: { count: number }) {
  useEffect(() => {
    const prefix = count > 0 ? `(${shownCount(count)}) ` : '';
    const write = () => {
      const plain = document.title.replace(COUNTED, '');
      if (document.title !== prefix + plain) document.title = prefix + plain;
    };
    write();
    const watcher = new MutationObserver(write);
    watcher.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      watcher.disconnect();
      document.title = document.title.replace(COUNTED, '');
    };
  }, [count]);
  return null;
}

/** A small accent mark with the number, and the words for who does not see it. */
export function UnreadBadge({ count, className }: { count: number; className?: string }) {
  const t = useTranslations('ui.frame');
  if (count === 0) return null;
  return (
    <span className={className}>
      <span
        aria-hidden
        className="figures bg-accent text-on-accent inline-flex h-4 min-w-4 items-center justify-center rounded-full px-1 text-xs font-medium"
      >
        {shownCount(count)}
      </span>
      <span className="sr-only">{t('unread', { count })}</span>
    </span>
  );
}
