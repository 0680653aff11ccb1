'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Chip, type Tone } from '@/components/ui/chip';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatNumber } from '@/lib/core/format';
import type { KeyDto, KeyStatus } from '@/lib/domain/apps/schema';
import { KeyMenu } from './key-menu';
import type { KeyActions } from './key-types';

const TONE: Record<KeyStatus, Tone> = {
  active: 'positive',
  ending: 'warning',
  expired: 'neutral',
  revoked: 'neutral',
};

/** A phone shows which key and how it stands; the rest stands in its dialogs. */
const WIDE = 'max-md:hidden';

interface KeyTableProps {
  keys: KeyDto[];
  /** Null for a reader who changes nothing. */
  actions: KeyActions | null;
  isAdmin?: boolean;
  /** Set where keys of several organisations stand together. */
  showsOrganisation?: boolean;
}

export function KeyTable({ keys, actions, isAdmin = false, showsOrganisation = false }: KeyTableProps) {
  const t = useTranslations('developers.keys');
  return (
    <Table label={t('title')}>
      <THead>
        <HeaderCell>{t('name')}</HeaderCell>
        {showsOrganisation && <HeaderCell className={WIDE}>{t('organisation')}</HeaderCell>}
        <HeaderCell className={WIDE}>{t('scopes')}</HeaderCell>
        <HeaderCell numeric className={WIDE}>
          {t('limit')}
        </HeaderCell>
        <HeaderCell className={WIDE}>{t('lastUsed')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('expires')}</HeaderCell>
        <HeaderCell>{t('status')}</HeaderCell>
        <HeaderCell>
          <span className="sr-only">{t('actions')}</span>
        </HeaderCell>
      </THead>
      <TBody>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} {...{ actions, isAdmin, showsOrganisation }} />
        ))}
      </TBody>
    </Table>
  );
}

type KeyRowProps = Required<Omit<KeyTableProps, 'keys'>> & { apiKey: KeyDto };

function KeyRow({ apiKey, actions, isAdmin, showsOrganisation }: KeyRowProps) {
  const t = useTranslations('developers.keys');
  const words = useTranslations('common');
  const { name, prefix, scopes, status, expiresAt, lastUsedAt, organisation } = apiKey;
  const works = status === 'active' || status === 'ending';
  return (
    <Row>
      <Cell heading>
        <span className="block">{name}</span>
        <span className="text-muted block font-mono font-normal">{prefix}…</span>
      </Cell>
      {showsOrganisation && (
        <Cell className={WIDE}>
          {organisation && (
            <TextLink href={`/admin/customers/${organisation.id}`}>{organisation.name}</TextLink>
          )}
        </Cell>
      )}
      <Cell className={WIDE}>
        <span className="flex flex-wrap gap-1">
          {scopes.map((scope) => (
            <Chip key={scope} tone={scope === 'credits:grant' ? 'warning' : 'neutral'} className="font-mono">
              {scope}
            </Chip>
          ))}
        </span>
      </Cell>
      <Cell numeric className={WIDE}>
        <Limit apiKey={apiKey} />
      </Cell>
      <Cell muted className={WIDE}>
        {lastUsedAt ? <Time at={lastUsedAt} format="relative" /> : words('never')}
      </Cell>
      <Cell muted className={WIDE}>
        {expiresAt ? <Time at={expiresAt} /> : words('never')}
      </Cell>
      <Cell>
        <Chip tone={TONE[status]}>{t(`statusName.${status}`)}</Chip>
      </Cell>
      <Cell className="text-end">
        {works && actions && <KeyMenu apiKey={apiKey} actions={actions} isAdmin={isAdmin} />}
      </Cell>
    </Row>
  );
}

function Limit({ apiKey }: { apiKey: KeyDto }) {
  const t = useTranslations('developers.keys');
  const locale = useLocale();
  const { callsThisMinute, ratePerMinute, allowedIps } = apiKey;
  const [used, limit] = [callsThisMinute, ratePerMinute].map((calls) => formatNumber(calls, locale));
  return (
    <>
      <span className="block">{t('limitOf', { used: used ?? '', limit: limit ?? '' })}</span>
      {allowedIps.length > 0 && (
        <span className="text-muted block" title={allowedIps.join(', ')}>
          {t('from', { count: allowedIps.length })}
        </span>
      )}
    </>
  );
}
