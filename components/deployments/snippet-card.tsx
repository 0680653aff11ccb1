import { useTranslations } from 'next-intl';
import { Code } from '@/components/developers/code';
import { Card, CardHeader } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';

const onPage = (portal: string, deploymentId: string) =>
  [
    '<script',
    `  src="${portal}/embed.js"`,
    `  data-deployment="${deploymentId}"`,
    '  data-token-url="/support-token"',
    '  async',
    '></script>',
  ].join('\n');

const onServer = (portal: string, deploymentId: string) =>
  [
    '{ "alg": "HS256", "typ": "JWT", "kid": "dky_…" }',
    '{',
    `  "iss": "${deploymentId}", "deployment": "${deploymentId}", "aud": "${portal}",`,
    '  "jti": "…", "iat": 1795000000, "exp": 1795000300,',
    '  "email": "sam@example.com", "name": "Sam", "role": "reporter"',
    '}',
  ].join('\n');

/** What to paste: the script of a page, and what the app's own server signs. */
export function SnippetCard({ portal, deploymentId }: { portal: string; deploymentId: string }) {
  const t = useTranslations('deployments.snippet');
  const script = onPage(portal, deploymentId);
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader className="mb-0" title={t('title')} actions={<CopyButton text={script} />} />
      <Code label={t('script')} text={script} />
      <p className="prose-width text-sm">{t('tokenLead')}</p>
      <Code label={t('token')} text={onServer(portal, deploymentId)} />
      <p className="text-muted text-sm">{t('more')}</p>
    </Card>
  );
}
