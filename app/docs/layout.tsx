import type { ReactNode } from 'react';
import { DocsFrame } from '@/components/docs/docs-frame';
import { SandboxBanner } from '@/components/frame/sandbox-banner';
import { isSandbox } from '@/lib/core/env';

export default function DocsLayout({ children }: { children: ReactNode }) {
  return <DocsFrame banners={isSandbox() && <SandboxBanner />}>{children}</DocsFrame>;
}
