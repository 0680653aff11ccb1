import type { StaffRole } from '@/lib/core/db';

/** Where a member of staff begins: the widest role decides. */
export function staffHome(roles: readonly StaffRole[]): string | null {
  if (roles.includes('admin')) return '/admin/customers';
  if (roles.includes('agent') || roles.includes('expert')) return '/desk';
  if (roles.includes('finance')) return '/finance/revenue';
  return null;
}

/** Where a person begins: their organisation first, then their desk, else a place to make an organisation. */
export function homeOf(person: { organisation: unknown; staffRoles: readonly StaffRole[] }): string {
  if (person.organisation) return '/overview';
  return staffHome(person.staffRoles) ?? '/new-organisation';
}
