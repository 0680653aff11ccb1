import { NotFoundView } from '@/components/frame/not-found-view';

export default function NotFoundPage() {
  return (
    <main id="main">
      <NotFoundView />
    </main>
  );
}
