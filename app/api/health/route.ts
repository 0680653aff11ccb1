import { getHealth } from '@/lib/domain/operations/heartbeat';

export const dynamic = 'force-dynamic';

export async function GET() {
  const health = await getHealth(new Date());
  const status = health.status === 'down' ? 503 : 200;
  return Response.json(health, { status, headers: { 'cache-control': 'no-store' } });
}
