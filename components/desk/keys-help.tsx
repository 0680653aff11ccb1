'use client';

import { Keyboard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { Switch } from '@/components/ui/switch';
import { useKeySetting } from './use-key-setting';

/** The keys of each page with what they do, in the order in which they are read. */
const pages = {
  queue: [
    ['queue.move', 'J', 'K'],
    ['queue.select', 'X'],
    ['queue.open', 'Enter'],
    ['queue.assign', 'A'],
    ['queue.start', 'S'],
    ['queue.wait', 'W'],
    ['queue.urgency', 'P'],
    ['queue.cancel', 'C'],
    ['queue.clear', 'Esc'],
    ['queue.views', '1', '9'],
    ['queue.pages', '[', ']'],
    ['queue.search', '/'],
    ['queue.save', 'V'],
    ['queue.help', '?'],
  ],
  request: [
    ['request.reply', 'R'],
    ['request.note', 'N'],
    ['request.replies', ';'],
    ['request.assign', 'A'],
    ['request.start', 'S'],
    ['request.wait', 'W'],
    ['request.resolve', 'E'],
    ['request.cancel', 'C'],
    ['request.back', 'U'],
    ['request.help', '?'],
  ],
} as const;
export type KeysPage = keyof typeof pages;

interface KeysHelpProps {
  page: KeysPage;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** What each key does on this page, and the switch that turns them off: speech and shaky hands press them by chance. */
export function KeysHelp({ page, open, onOpenChange }: KeysHelpProps) {
  const t = useTranslations('desk.keys');
  const [isOn, setOn] = useKeySetting();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button
          variant="ghost"
          size="icon"
          // A phone has no keys.
          className="max-md:hidden"
          aria-label={t('open')}
          title={t('open')}
        >
          <Keyboard aria-hidden />
        </Button>
      }
      title={t('title')}
      description={t('description')}
    >
      <div className="flex flex-col gap-4">
        <dl className="divide-line divide-y text-sm">
          {pages[page].map(([name, ...signs]) => (
            <div key={name} className="flex items-center justify-between gap-4 py-1.5">
              <dt className="order-2 flex gap-1">
                {signs.map((sign) => (
                  <Kbd key={sign}>{sign}</Kbd>
                ))}
              </dt>
              <dd>{t(name)}</dd>
            </div>
          ))}
        </dl>
        <Switch
          label={t('switch')}
          hint={t('switchHint')}
          checked={isOn}
          onChange={(event) => setOn(event.target.checked)}
        />
      </div>
    </Dialog>
  );
}
