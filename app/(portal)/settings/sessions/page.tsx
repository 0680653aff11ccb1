import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EndOtherSessions } from '@/components/settings/end-other-sessions';
import { SessionList } from '@/components/settings/session-list';
import { Card, CardHeader } from '@/components/ui/card';
import { listSessions } from '@/lib/domain/accounts/queries';
import { requirePerson } from '@/lib/web/session';
import { revokeOtherSessions, revokeSession } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.tabs'))('sessions') };
}

export default async function SessionsPage() {
  const { ctx } = await requirePerson();
  const [sessions, t] = await Promise.all([listSessions(ctx), getTranslations('settings.sessions')]);
  return (
    <Card padded={false}>
      <CardHeader
        className="mb-0 border-b p-4"
        title={t('title')}
        description={t('lead')}
        actions={sessions.length > 1 && <EndOtherSessions action={revokeOtherSessions} />}
      />
      <SessionList sessions={sessions} revoke={revokeSession} />
    </Card>
  );
}
