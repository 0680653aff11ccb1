'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { cn } from './cn';
import { floatingPlace } from './floating-place';
import { Link } from './link';

export type MenuItem =
  | {
      kind?: 'item';
      label: string;
      icon?: ReactNode;
      href?: string;
      onSelect?: () => void;
      tone?: 'critical';
      disabled?: boolean;
    }
  | { kind: 'separator' }
  | { kind: 'label'; label: ReactNode }
  | {
      kind: 'radio';
      label?: string;
      value: string;
      onValueChange: (value: string) => void;
      options: { value: string; label: string; hint?: string }[];
    };

interface DropdownMenuProps {
  trigger: ReactNode;
  label?: string;
  items: MenuItem[];
  align?: 'start' | 'end';
  side?: 'top' | 'bottom' | 'right';
}

const ITEM =
  'flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 text-sm outline-none select-none data-[disabled]:opacity-55 data-[highlighted]:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0';

export function DropdownMenu({ trigger, label, items, align = 'end', side }: DropdownMenuProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Radix.Root modal={false} onOpenChange={(open) => open && setPlace(floatingPlace())}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={place}>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="animate-float-in bg-surface shadow-float z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-48 overflow-y-auto rounded-lg p-1"
        >
          {items.map((item, index) => (
            <MenuEntry key={index} item={item} />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function MenuEntry({ item }: { item: MenuItem }) {
  if (item.kind === 'separator') return <Radix.Separator className="bg-line -mx-1 my-1 h-px" />;
  if (item.kind === 'label') {
    return <Radix.Label className="text-muted px-2 py-1.5 text-xs">{item.label}</Radix.Label>;
  }
  if (item.kind === 'radio') return <MenuRadio item={item} />;
  const content = (
    <>
      {item.icon}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
    </>
  );
  return (
    <Radix.Item
      asChild={Boolean(item.href)}
      disabled={item.disabled}
      onSelect={item.onSelect}
      className={cn(ITEM, item.tone === 'critical' && 'text-critical data-[highlighted]:bg-critical-soft')}
    >
      {item.href ? <Link href={item.href}>{content}</Link> : content}
    </Radix.Item>
  );
}

function MenuRadio({ item }: { item: Extract<MenuItem, { kind: 'radio' }> }) {
  return (
    <Radix.RadioGroup value={item.value} onValueChange={item.onValueChange} aria-label={item.label}>
      {item.label && (
        <Radix.Label className="text-muted px-2 py-1.5 text-xs" aria-hidden>
          {item.label}
        </Radix.Label>
      )}
      {item.options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={ITEM}>
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="truncate">{option.label}</span>
            {option.hint && <span className="text-muted truncate text-xs">{option.hint}</span>}
          </span>
          <Radix.ItemIndicator>
            <Check aria-hidden />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
