import { type Keys, useKeys } from '@/components/ui/use-keys';
import type { DeskRowDto } from '@/lib/domain/desk/schema.dto';
import type { Bulk } from './use-bulk';
import { useKeySetting } from './use-key-setting';

interface QueueKeys {
  walk: (step: number) => void;
  current: DeskRowDto | null;
  mayAssign: boolean;
  bulk: Bulk;
}

/** The keys that act on lines of the queue; those of the page around it are `PageKeys`. */
export function useQueueKeys({ walk, current, mayAssign, bulk }: QueueKeys): void {
  const [isOn] = useKeySetting();
  const { selection } = bulk;
  const keys: Keys = {
    j: () => walk(1),
    k: () => walk(-1),
    x: current ? () => selection.set(current.id, !selection.has(current.id)) : undefined,
    s: () => bulk.run({ act: 'start' }),
    w: () => bulk.run({ act: 'wait' }),
    ...(mayAssign && {
      a: () => bulk.ask('assign'),
      p: () => bulk.ask('urgency'),
      c: () => bulk.ask('cancel'),
    }),
    Escape: selection.rows.length > 0 ? () => selection.setAll(false) : undefined,
  };
  useKeys(keys, isOn);
}
