'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type Keys, useKeys } from '@/components/ui/use-keys';
import { KeysHelp } from './keys-help';
import { useKeySetting } from './use-key-setting';

interface PageKeysProps {
  /** The addresses of the views, in the order of the tabs. */
  views: string[];
  firstHref?: string;
  nextHref?: string;
  searchId: string;
  /** The id of the button that keeps the filters as a view. */
  saveId: string;
}

/** The keys of the queue's page: views, pages, search, and the list of all keys. */
export function PageKeys({ views, firstHref, nextHref, searchId, saveId }: PageKeysProps) {
  const router = useRouter();
  const [isOn] = useKeySetting();
  const [isHelp, setHelp] = useState(false);
  const to = (href: string | undefined) => (href ? () => router.push(href) : undefined);
  const digits: Keys = Object.fromEntries(
    views.slice(0, 9).map((href, index) => [String(index + 1), to(href)]),
  );
  useKeys(
    {
      ...digits,
      '/': () => document.getElementById(searchId)?.focus(),
      v: () => document.getElementById(saveId)?.click(),
      '[': to(firstHref),
      ']': to(nextHref),
      '?': () => setHelp(true),
    },
    isOn,
  );
  return <KeysHelp page="queue" open={isHelp} onOpenChange={setHelp} />;
}
