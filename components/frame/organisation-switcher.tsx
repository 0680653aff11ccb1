'use client';

import { Building2, ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { cn } from '@/components/ui/cn';
import { DropdownMenu } from '@/components/ui/dropdown-menu';
import type { Action } from '@/components/ui/action-result';
import { useAction } from '@/components/ui/use-action';
import type { OrganisationChoice } from './shell-types';

export type SwitchOrganisation = Action<{ organisationId: string }, unknown>;

interface OrganisationSwitcherProps {
  organisations: OrganisationChoice[];
  currentId: string;
  action?: SwitchOrganisation;
  narrow?: boolean;
}

/** With one organisation it is a name, with several a menu. */
export function OrganisationSwitcher({
  organisations,
  currentId,
  action,
  narrow,
}: OrganisationSwitcherProps) {
  const t = useTranslations('ui.frame');
  const current = organisations.find((one) => one.id === currentId) ?? organisations[0];
  if (!current) return null;
  const face = <Face name={current.name} hint={current.hint} narrow={narrow} />;
  if (organisations.length < 2 || !action) {
    return (
      <div className={cn('flex h-11 items-center gap-2.5 px-1.5', narrow && 'justify-center')}>{face}</div>
    );
  }
  return (
    <SwitcherMenu
      label={t('organisations')}
      name={t('switchOrganisation')}
      {...{ organisations, currentId, action, face, narrow }}
    />
  );
}

function Face({ name, hint, narrow }: { name: string; hint?: string; narrow?: boolean }) {
  return (
    <>
      <Avatar name={name} size="sm" className="rounded-md" />
      <span className={cn('min-w-0 flex-1 text-start', narrow && 'sr-only')}>
        <span className="block truncate text-sm font-semibold">{name}</span>
        {hint && <span className="text-muted block truncate text-xs">{hint}</span>}
      </span>
    </>
  );
}

interface SwitcherMenuProps extends OrganisationSwitcherProps {
  action: SwitchOrganisation;
  label: string;
  name: string;
  face: React.ReactNode;
}

function SwitcherMenu({ organisations, currentId, action, label, name, face, narrow }: SwitcherMenuProps) {
  const { run, pending } = useAction(action, {
    // The whole page belongs to the former organisation: load it anew rather than patch it.
    onSuccess: () => window.location.assign(new URL('/', window.location.href)),
  });
  return (
    <DropdownMenu
      align="start"
      label={label}
      items={[
        {
          kind: 'radio',
          label,
          value: currentId,
          onValueChange: (organisationId) => organisationId !== currentId && run({ organisationId }),
          options: organisations.map((one) => ({ value: one.id, label: one.name, hint: one.hint })),
        },
      ]}
      trigger={
        <button
          type="button"
          aria-busy={pending || undefined}
          className={cn(
            'hover:bg-hover flex h-11 w-full items-center gap-2.5 rounded-md px-1.5 transition-colors',
            narrow && 'justify-center px-0',
          )}
        >
          <span className="sr-only">{name}</span>
          {face}
          {!narrow && <ChevronsUpDown aria-hidden className="text-muted size-4 shrink-0" />}
        </button>
      }
    />
  );
}

/** Stands where staff, who belong to no organisation, would see one. */
export function BrandMark({ brand, hint, narrow }: { brand: string; hint?: string; narrow?: boolean }) {
  return (
    <div className={cn('flex h-11 items-center gap-2.5 px-1.5', narrow && 'justify-center')}>
      <span
        aria-hidden
        className="bg-accent text-on-accent grid size-6 shrink-0 place-items-center rounded-md"
      >
        <Building2 className="size-3.5" />
      </span>
      <span className={cn('min-w-0', narrow && 'sr-only')}>
        <span className="block truncate text-sm font-semibold">{brand}</span>
        {hint && <span className="text-muted block truncate text-xs">{hint}</span>}
      </span>
    </div>
  );
}
