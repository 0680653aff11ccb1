import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';

const example = (url: string) => `curl ${url}/api/v1/errors \\
  -H "Authorization: Bearer md_live_…" \\
  -H "Content-Type: application/json" \\
  -d '{"app": "shop", "message": "Payment failed", "stack": "Error: Payment failed\\n    at pay (pay.js:10:5)"}'`;

/** Before the first report: how a program sends one. */
export function NoErrors({ url }: { url: string }) {
  const t = useTranslations('support.errors');
  const text = example(url);
  return (
    <EmptyState
      picture="table"
      title={t('empty')}
      action={
        <>
          <CopyButton text={text} label={t('copy')} />
          <LinkButton href="/docs/api">{t('docs')}</LinkButton>
        </>
      }
    >
      <pre
        tabIndex={0}
        aria-label={t('copy')}
        className="bg-sunken border-line w-full max-w-3xl overflow-x-auto rounded-lg border p-3 text-start font-mono text-sm"
      >
        {text}
      </pre>
    </EmptyState>
  );
}
