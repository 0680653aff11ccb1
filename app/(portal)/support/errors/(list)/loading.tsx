import { LoadingList } from '@/components/frame/loading-view';

export default function Loading() {
  return <LoadingList rows={8} columns={6} />;
}
