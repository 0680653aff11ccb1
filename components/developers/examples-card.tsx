'use client';

import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { Tabs } from '@/components/ui/tabs';
import { Code } from './code';
import { curlExample, typescriptExample } from './examples';

/** What a program sends to spend a credit, ready to copy. */
export function ExamplesCard({ origin, service }: { origin: string; service: string }) {
  const t = useTranslations('developers.tryIt');
  const examples = { curl: curlExample(origin, service), typescript: typescriptExample(origin, service) };
  const tab = (value: keyof typeof examples) => ({
    value,
    label: t(value),
    content: (
      <div className="flex flex-col items-start gap-2">
        <Code label={t(value)} text={examples[value]} />
        <CopyButton text={examples[value]} label={t('copy')} />
      </div>
    ),
  });
  return (
    <Card>
      <CardHeader title={t('examples')} description={t('examplesLead')} />
      <Tabs label={t('examples')} tabs={[tab('curl'), tab('typescript')]} />
    </Card>
  );
}
