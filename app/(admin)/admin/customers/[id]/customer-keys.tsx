import { getTranslations } from 'next-intl/server';
import { KeyTable } from '@/components/developers/key-table';
import { EmptyState } from '@/components/ui/empty-state';
import { can, type Context } from '@/lib/core/context';
import { listKeysOf } from '@/lib/domain/apps/queries';
import { changeKey, revokeKey, rotateKey } from '../../apps/actions';

/** A customer's keys; administrators can end one that has leaked, finance only sees them. */
export async function CustomerKeys({ ctx, organisationId }: { ctx: Context; organisationId: string }) {
  const [keys, t] = await Promise.all([listKeysOf(ctx, organisationId), getTranslations('admin.customers')]);
  if (keys.length === 0) return <EmptyState title={t('noKeys')} />;
  const actions = { rotate: rotateKey, change: changeKey, revoke: revokeKey };
  return <KeyTable keys={keys} actions={can(ctx, 'apps:manage') ? actions : null} isAdmin />;
}
