'use client';

import { Menu } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { UnreadBadge, useUnread } from './live-unread';
import { RailContent, type RailProps } from './rail';

/** The rail of a phone: a sheet behind one button. */
export function PhoneMenu(props: RailProps) {
  const t = useTranslations('ui.frame');
  const [open, setOpen] = useState(false);
  const { total } = useUnread();
  return (
    <Sheet
      open={open}
      onOpenChange={setOpen}
      side="start"
      title={props.brand}
      className="[&>div:last-child]:flex [&>div:last-child]:flex-col [&>div:last-child]:px-2 [&>div:last-child]:pb-2"
      trigger={
        <Button variant="ghost" size="icon" className="relative -ms-2 md:hidden">
          <Menu aria-hidden />
          <span className="sr-only">{t('menu')}</span>
          <UnreadBadge count={total} className="absolute -end-1 top-0" />
        </Button>
      }
    >
      <RailContent {...props} onNavigate={() => setOpen(false)} />
    </Sheet>
  );
}
