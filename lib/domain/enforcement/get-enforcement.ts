import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db } from '@/lib/core/db';
import { type EnforcementMode, EnforcementSetting } from './schema';

export const ENFORCEMENT = 'enforcement';

export async function readMode(tx: Tx = db): Promise<EnforcementMode> {
  const row = await tx.setting.findUnique({ where: { key: ENFORCEMENT } });
  // Fail closed: what cannot be read is `on`.
  const setting = EnforcementSetting.safeParse(row?.value);
  return setting.success ? setting.data.mode : 'on';
}

/** How the deployment treats a spend that its wallet cannot pay. For administrators. */
export async function getEnforcement(ctx: Context): Promise<EnforcementMode> {
  authorise(ctx, 'catalogue:manage');
  return readMode();
}
