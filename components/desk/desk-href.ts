import type { DeskQuery } from '@/lib/domain/desk/schema';

type Address = Partial<DeskQuery> & { q?: string };

/** The queue's address for these filters, or for a search; what is at its default is left out. */
export function deskHref(query: Address): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const isDefault = (name === 'sort' && value === 'oldest') || (name === 'view' && value === 'open');
    if (value && !isDefault) params.set(name, value);
  }
  const search = params.toString();
  return search ? `/desk?${search}` : '/desk';
}
