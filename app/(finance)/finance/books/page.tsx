import { redirect } from 'next/navigation';
import { requireStaff } from '@/lib/web/session';

export default async function BooksPage() {
  await requireStaff('revenue:read');
  redirect('/finance/books/journal');
}
