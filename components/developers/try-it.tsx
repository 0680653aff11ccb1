'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { CopyText } from '@/components/ui/copy-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useHydrated } from '@/components/ui/use-hydrated';
import { Code } from './code';

const PATH = '/api/v1/credits/balance';
/** A call stands on the list of last calls a moment after its answer. */
const LISTED_MS = 700;

type Answer = { status: number; requestId: string | null; ms: number; body: string };

async function ask(key: string): Promise<Answer> {
  const began = performance.now();
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(PATH, { headers, credentials: 'omit', cache: 'no-store' });
  const text = await response.text();
  const ms = Math.round(performance.now() - began);
  return { status: response.status, requestId: response.headers.get('x-request-id'), ms, body: pretty(text) };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** A real call from this page: what a program would get, with the reader's own key. */
export function TryIt() {
  const t = useTranslations('developers.tryIt');
  const [state, setState] = useState<Answer | 'asking' | 'lost' | null>(null);
  const hydrated = useHydrated();
  const router = useRouter();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get('key');
    if (typeof key !== 'string' || key.trim() === '') return;
    setState('asking');
    // A key that no header can carry never leaves the browser either.
    setState(await ask(key.trim()).catch(() => 'lost' as const));
    setTimeout(() => router.refresh(), LISTED_MS);
  };
  return (
    <Card>
      <CardHeader title={t('title')} description={t('lead')} />
      <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Field label={t('key')}>
          <Input name="key" type="password" autoComplete="off" spellCheck={false} className="font-mono" />
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" loading={state === 'asking'} disabled={!hydrated}>
            {t('send')}
          </Button>
          <code className="text-muted font-mono text-sm">GET {PATH}</code>
        </div>
      </form>
      <div role="status" className="mt-4 empty:hidden">
        {state === 'lost' && <Banner tone="critical">{t('noAnswer')}</Banner>}
        {typeof state === 'object' && state && <Shown answer={state} />}
      </div>
    </Card>
  );
}

function Shown({ answer }: { answer: Answer }) {
  const t = useTranslations('developers.tryIt');
  const { status, requestId, ms, body } = answer;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Chip tone={status < 400 ? 'positive' : 'warning'}>{t('status', { status })}</Chip>
        <span className="text-muted figures text-sm">{t('took', { ms })}</span>
        {requestId && <CopyText text={requestId} />}
      </div>
      <Code label={t('answer')} text={body} />
    </div>
  );
}
