'use client';

import { FailureView } from '@/components/frame/failure-view';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <FailureView digest={error.digest} onRetry={reset} />;
}
