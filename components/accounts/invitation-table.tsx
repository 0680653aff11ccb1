'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/form';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { useToast } from '@/components/ui/toast';

type Role = 'owner' | 'billing' | 'member' | 'expert' | 'agent' | 'finance' | 'admin';

export interface PendingInvitation {
  id: string;
  email: string;
  roles: Role[];
  expiresAt: string;
  isExpired: boolean;
}

type Act = Action<{ invitationId: string }, unknown>;

interface InvitationTableProps {
  invitations: PendingInvitation[];
  resend: Act;
  revoke: Act;
}

/** Invitations that nobody has taken up: of an organisation, or of the staff. */
export function InvitationTable({ invitations, resend, revoke }: InvitationTableProps) {
  const t = useTranslations('common.invitations');
  const role = useTranslations('common.role');
  return (
    <Table label={t('title')}>
      <THead>
        <HeaderCell>{t('email')}</HeaderCell>
        <HeaderCell>{t('role')}</HeaderCell>
        <HeaderCell className="max-sm:hidden">{t('runsOut')}</HeaderCell>
        <HeaderCell>
          <span className="sr-only">{t('actions')}</span>
        </HeaderCell>
      </THead>
      <TBody>
        {invitations.map((invitation) => (
          <Row key={invitation.id}>
            <Cell heading className="break-all">
              {invitation.email}
            </Cell>
            <Cell>{invitation.roles.map((one) => role(one)).join(', ')}</Cell>
            <Cell muted className="max-sm:hidden">
              {invitation.isExpired ? (
                <Chip tone="warning">{t('expired')}</Chip>
              ) : (
                <Time at={invitation.expiresAt} />
              )}
            </Cell>
            <Cell>
              <InvitationActions invitation={invitation} resend={resend} revoke={revoke} />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}

interface InvitationActionsProps {
  invitation: PendingInvitation;
  resend: Act;
  revoke: Act;
}

function InvitationActions({ invitation, resend, revoke }: InvitationActionsProps) {
  const t = useTranslations('common.invitations');
  const router = useRouter();
  const toast = useToast();
  const { id: invitationId, email } = invitation;
  const done = (title: string) => {
    toast({ title, tone: 'positive' });
    router.refresh();
  };
  // Accepted meanwhile: the list is old.
  const onFailure = () => router.refresh();
  const again = useAction(resend, { onSuccess: () => done(t('resent', { email })), onFailure });
  const back = useAction(revoke, { onSuccess: () => done(t('revoked', { email })), onFailure });
  return (
    <span className="flex flex-wrap justify-end gap-2">
      <Button
        size="sm"
        loading={again.pending}
        aria-label={t('resendTo', { email })}
        onClick={() => again.run({ invitationId })}
      >
        {t('resend')}
      </Button>
      <ConfirmDialog
        trigger={
          <Button size="sm" variant="ghost" aria-label={t('revokeOf', { email })}>
            {t('revoke')}
          </Button>
        }
        title={t('revokeTitle', { email })}
        description={t('revokeBody')}
        confirmLabel={t('revoke')}
        onConfirm={() => back.run({ invitationId })}
      />
    </span>
  );
}
