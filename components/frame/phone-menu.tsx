'use client';

import { Menu } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { RailContent, type RailProps } from './rail';

/** The rail of a phone: a sheet behind one button. */
export function PhoneMenu(props: RailProps) {
  const t = useTranslations('ui.frame');
  const [open, setOpen] = useState(false);
  return (
    <Sheet
      open={open}
      onOpenChange={setOpen}
      side="start"
      title={props.brand}
      className="[&>div:last-child]:flex [&>div:last-child]:flex-col [&>div:last-child]:px-2 [&>div:last-child]:pb-2"
      trigger={
        <Button variant="ghost" size="icon" aria-label={t('menu')} className="-ms-2 md:hidden">
          <Menu aria-hidden />
        </Button>
      }
    >
      <RailContent {...props} onNavigate={() => setOpen(false)} />
    </Sheet>
  );
}
