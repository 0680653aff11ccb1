'use client';

import { useRouter } from 'next/navigation';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/form';
import { FormError } from '@/components/ui/form-error';
import { useHydrated } from '@/components/ui/use-hydrated';
import { enter, signInWith } from './sign-in-request';

interface LinkSignInProps {
  purpose: string;
  token: string;
  next?: string;
  label: string;
}

type Link = { purpose: string; token: string };

/** The button between the mail and the sign-in: programs that open links in mails press no buttons. */
export function LinkSignIn({ purpose, token, next, label }: LinkSignInProps) {
  const router = useRouter();
  const hydrated = useHydrated();
  const use: Action<Link, { isOpen: boolean }> = async (link) => ({
    ok: true,
    data: { isOpen: await signInWith({ provider: 'link', ...link }) },
  });
  const { run, pending, failure } = useAction(use, {
    quiet: true,
    // Refused: somebody was faster, or it ran out meanwhile. The page says which.
    onSuccess: ({ isOpen }) => (isOpen ? enter(next) : router.refresh()),
  });
  return (
    <div className="flex flex-col gap-4">
      {failure && <FormError message={failure.message} requestId={failure.requestId} />}
      <Button
        variant="primary"
        loading={pending}
        disabled={!hydrated}
        onClick={() => run({ purpose, token })}
      >
        {label}
      </Button>
    </div>
  );
}
