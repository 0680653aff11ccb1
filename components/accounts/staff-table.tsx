'use client';

import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Chip } from '@/components/ui/chip';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import type { StaffDto } from '@/lib/domain/accounts/schema';
import { StaffMenu, type StaffActions } from './staff-menu';

/** A phone shows who and in which roles; the rest stands behind «Edit». */
const WIDE = 'max-md:hidden';

export function StaffTable({ staff, actions }: { staff: StaffDto[]; actions: StaffActions }) {
  const t = useTranslations('admin.people');
  return (
    <Table label={t('title')}>
      <THead>
        <HeaderCell>{t('person')}</HeaderCell>
        <HeaderCell>{t('roles')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('skills')}</HeaderCell>
        <HeaderCell numeric className={WIDE}>
          {t('capacity')}
        </HeaderCell>
        <HeaderCell className={WIDE}>{t('lastSeen')}</HeaderCell>
        <HeaderCell>
          <span className="sr-only">{t('actions')}</span>
        </HeaderCell>
      </THead>
      <TBody>
        {staff.map((person) => (
          <StaffRow key={person.id} person={person} actions={actions} />
        ))}
      </TBody>
    </Table>
  );
}

function StaffRow({ person, actions }: { person: StaffDto; actions: StaffActions }) {
  const t = useTranslations('admin.people');
  const words = useTranslations('common');
  const isExpert = person.roles.includes('expert');
  return (
    <Row>
      <Cell heading>
        <span className="flex flex-wrap items-center gap-x-2">
          {person.name}
          {person.isSelf && <Chip>{t('you')}</Chip>}
          {!person.isActive && <Chip tone="warning">{t('deactivated')}</Chip>}
        </span>
        <span className="text-muted block font-normal break-all">{person.email}</span>
      </Cell>
      <Cell>{person.roles.map((role) => words(`role.${role}`)).join(', ')}</Cell>
      <Cell muted className={WIDE}>
        {isExpert && person.skills.length > 0 ? person.skills.join(', ') : '–'}
      </Cell>
      <Cell numeric muted={!isExpert} className={WIDE}>
        {isExpert ? person.capacity : '–'}
      </Cell>
      <Cell muted className={WIDE}>
        {person.lastSeenAt ? <Time at={person.lastSeenAt} format="relative" /> : words('never')}
      </Cell>
      <Cell className="text-end">
        <StaffMenu person={person} actions={actions} />
      </Cell>
    </Row>
  );
}
