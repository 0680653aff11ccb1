import { LoadingList } from '@/components/frame/loading-view';

export default function Loading() {
  return <LoadingList rows={12} columns={7} />;
}
