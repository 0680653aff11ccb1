'use client';

import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Chip, type Tone } from '@/components/ui/chip';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import type { DeploymentDto, DeploymentKeyStatus } from '@/lib/domain/deployments/schema';
import type { DeploymentActions } from './deployment-actions';
import { KeyActions } from './key-actions';

const TONE: Record<DeploymentKeyStatus, Tone> = {
  active: 'positive',
  ending: 'warning',
  expired: 'neutral',
  revoked: 'neutral',
};
const WIDE = 'max-md:hidden';

interface KeyListProps {
  deployment: DeploymentDto;
  actions: DeploymentActions;
}

/** The keys of an installation, with those that ended of late. */
export function KeyList({ deployment, actions }: KeyListProps) {
  const t = useTranslations('deployments');
  const words = useTranslations('common');
  const { keys, name } = deployment;
  if (keys.length === 0) return <p className="text-muted text-sm">{t('noKeys')}</p>;
  return (
    <Table label={t('keys', { name })}>
      <THead>
        <HeaderCell>{t('key')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('lastUsed')}</HeaderCell>
        <HeaderCell className={WIDE}>{t('ends')}</HeaderCell>
        <HeaderCell>{t('status')}</HeaderCell>
        <HeaderCell>
          <span className="sr-only">{t('actions')}</span>
        </HeaderCell>
      </THead>
      <TBody>
        {keys.map((key) => (
          <Row key={key.id}>
            <Cell heading mono className="[overflow-wrap:anywhere]">
              {key.id}
            </Cell>
            <Cell muted className={WIDE}>
              {key.lastUsedAt ? <Time at={key.lastUsedAt} format="relative" /> : words('never')}
            </Cell>
            <Cell muted className={WIDE}>
              {key.expiresAt ? <Time at={key.expiresAt} format="datetime" /> : words('never')}
            </Cell>
            <Cell>
              <Chip tone={TONE[key.status]}>{t(`statusName.${key.status}`)}</Chip>
            </Cell>
            <Cell className="text-end">
              {(key.status === 'active' || key.status === 'ending') && (
                <KeyActions keyId={key.id} mayRotate={key.status === 'active'} actions={actions} />
              )}
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
