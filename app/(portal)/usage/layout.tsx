import type { ReactNode } from 'react';
import { requireMember } from '@/lib/web/session';

/** Decided above the list's skeleton: once that is on its way, nobody can be led elsewhere by a status. */
export default async function UsageLayout({ children }: { children: ReactNode }) {
  await requireMember();
  return children;
}
