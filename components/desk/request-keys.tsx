'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useKeys } from '@/components/ui/use-keys';
import { KeysHelp } from './keys-help';
import { useKeySetting } from './use-key-setting';

/** The ids of the buttons that keys press: what is not offered cannot be pressed. */
export const keyed = {
  assign: 'desk-assign',
  start: 'desk-start',
  wait: 'desk-wait',
  resolve: 'desk-resolve',
  cancel: 'desk-cancel',
} as const;

const press = (id: string) => () => document.getElementById(id)?.click();

/** The keys of a request's page and their list; those of the composers are their own. */
export function RequestKeys() {
  const router = useRouter();
  const [isOn] = useKeySetting();
  const [isHelp, setHelp] = useState(false);
  useKeys(
    {
      a: press(keyed.assign),
      s: press(keyed.start),
      w: press(keyed.wait),
      e: press(keyed.resolve),
      c: press(keyed.cancel),
      u: () => router.push('/desk'),
      '?': () => setHelp(true),
    },
    isOn,
  );
  return <KeysHelp page="request" open={isHelp} onOpenChange={setHelp} />;
}
