import type { ReactNode } from 'react';
import { AuthFrame } from '@/components/frame/auth-frame';
import { SandboxBanner } from '@/components/frame/sandbox-banner';
import { isSandbox } from '@/lib/core/env';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return <AuthFrame banners={isSandbox() && <SandboxBanner />}>{children}</AuthFrame>;
}
