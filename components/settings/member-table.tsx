'use client';

import { Ellipsis } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { enter } from '@/components/accounts/sign-in-request';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DropdownMenu } from '@/components/ui/dropdown-menu';
import { useAction } from '@/components/ui/form';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { useToast } from '@/components/ui/toast';
import { memberRoles, type MemberDto } from '@/lib/domain/accounts/schema';

type Role = MemberDto['role'];

export interface MemberActions {
  changeRole: Action<{ userId: string; role: Role }, unknown>;
  remove: Action<{ userId: string }, unknown>;
}

interface MemberTableProps {
  members: MemberDto[];
  organisation: string;
  /** Owners manage; the others only see. */
  actions: MemberActions | null;
}

export function MemberTable({ members, organisation, actions }: MemberTableProps) {
  const t = useTranslations('settings.members');
  const role = useTranslations('common.role');
  return (
    <Table label={t('title')}>
      <THead>
        <HeaderCell>{t('person')}</HeaderCell>
        <HeaderCell>{t('role')}</HeaderCell>
        <HeaderCell className="max-sm:hidden">{t('joined')}</HeaderCell>
        {actions && (
          <HeaderCell>
            <span className="sr-only">{t('actions')}</span>
          </HeaderCell>
        )}
      </THead>
      <TBody>
        {members.map((member) => (
          <Row key={member.id}>
            <Cell heading>
              <span className="flex flex-wrap items-center gap-x-2">
                {member.name} {member.isSelf && <Chip>{t('you')}</Chip>}
              </span>
              <span className="text-muted block font-normal break-all">{member.email}</span>
            </Cell>
            <Cell>{role(member.role)}</Cell>
            <Cell muted className="max-sm:hidden">
              <Time at={member.joinedAt} />
            </Cell>
            {actions && (
              <Cell className="text-end">
                <MemberMenu member={member} organisation={organisation} actions={actions} />
              </Cell>
            )}
          </Row>
        ))}
      </TBody>
    </Table>
  );
}

interface MemberMenuProps {
  member: MemberDto;
  organisation: string;
  actions: MemberActions;
}

function MemberMenu({ member, organisation, actions }: MemberMenuProps) {
  const t = useTranslations('settings.members');
  const role = useTranslations('common.role');
  const router = useRouter();
  const toast = useToast();
  const [isRemoving, setRemoving] = useState(false);
  const { id: userId, name } = member;
  const done = (title: string) => {
    toast({ title, tone: 'positive' });
    router.refresh();
  };
  const change = useAction(actions.changeRole, { onSuccess: () => done(t('roleChanged', { name })) });
  const remove = useAction(actions.remove, {
    onSuccess: () => (member.isSelf ? enter() : done(t('removed', { name }))),
  });
  return (
    <>
      <DropdownMenu
        label={t('actionsFor', { name })}
        trigger={
          <Button variant="ghost" size="icon" loading={change.pending} aria-label={t('actionsFor', { name })}>
            <Ellipsis aria-hidden />
          </Button>
        }
        items={[
          {
            kind: 'radio',
            label: t('role'),
            value: member.role,
            onValueChange: (value) => value !== member.role && change.run({ userId, role: value as Role }),
            options: memberRoles.map((one) => ({ value: one, label: role(one), hint: t(`roleHint.${one}`) })),
          },
          { kind: 'separator' },
          {
            label: t(member.isSelf ? 'leave' : 'remove'),
            tone: 'critical',
            onSelect: () => setRemoving(true),
          },
        ]}
      />
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setRemoving}
        title={t(member.isSelf ? 'leaveTitle' : 'removeTitle', { name, organisation })}
        description={t(member.isSelf ? 'leaveBody' : 'removeBody', { name })}
        confirmLabel={t(member.isSelf ? 'leave' : 'remove')}
        onConfirm={() => remove.run({ userId })}
      />
    </>
  );
}
