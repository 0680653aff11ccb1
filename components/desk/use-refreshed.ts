import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** Asks for the parts that the server made of this page again, once `mark`, on which they stand, is another. */
export function useRefreshed(mark: string): void {
  const router = useRouter();
  const shown = useRef(mark);
  useEffect(() => {
    if (shown.current === mark) return;
    shown.current = mark;
    router.refresh();
  }, [mark, router]);
}
