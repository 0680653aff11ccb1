'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';
import { InboxClient } from './inbox-client';
import { InboxList } from './inbox-list';
import { InboxNew } from './inbox-new';
import { InboxRequestView } from './inbox-request';
import { TokenSource } from './token-source';
import { useUnread } from './use-unread';

let source: TokenSource | null = null;

// One for the whole life of the page: the token of the fragment is read, and taken out of the address, once.
const sourceOf = (origins: readonly string[]) => (source ??= new TokenSource(origins));

type Place = { at: 'list' } | { at: 'new' } | { at: 'request'; number: string };

/** The inbox within another app: a list, a thread, a form. Nothing is shown before the browser holds a token. */
export function EmbedApp({ origins }: { origins: string[] }) {
  const t = useTranslations('embed');
  return useHydrated() ? (
    <Inbox origins={origins} />
  ) : (
    <p role="status" className="text-muted p-4">
      {t('loading')}
    </p>
  );
}

function Inbox({ origins }: { origins: string[] }) {
  const t = useTranslations('embed');
  const locale = useLocale();
  const [client] = useState(() => new InboxClient(sourceOf(origins), locale));
  const [place, setPlace] = useState<Place>({ at: 'list' });
  const frame = useRef<HTMLDivElement>(null);
  useUnread(client);
  useHeight(client, frame);
  const toList = () => setPlace({ at: 'list' });
  const open = (number: string) => setPlace({ at: 'request', number });
  return (
    <div ref={frame} className="p-4">
      <main>
        <h1 className="sr-only">{t('title')}</h1>
        {place.at === 'list' && (
          <InboxList client={client} onOpen={open} onNew={() => setPlace({ at: 'new' })} />
        )}
        {place.at === 'new' && <InboxNew client={client} onFiled={open} onBack={toList} />}
        {place.at === 'request' && (
          <InboxRequestView key={place.number} client={client} number={place.number} onBack={toList} />
        )}
      </main>
    </div>
  );
}

/** Lets the page around this one give it the room that it needs. */
function useHeight(client: InboxClient, frame: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      client.source.tell({ type: 'meterdesk:height', height: Math.ceil(element.offsetHeight) }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [client, frame]);
}
