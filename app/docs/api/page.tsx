import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Basics } from '@/components/docs/basics';
import { CallSection } from '@/components/docs/call-section';
import { CodeTable } from '@/components/docs/code-table';
import { Contents } from '@/components/docs/contents';
import { InlineCode } from '@/components/docs/inline-code';
import { PageHeader } from '@/components/ui/page-header';
import { RATE_PER_MINUTE } from '@/lib/domain/apps/schema';
import { reference } from '@/lib/web/api/reference';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('api.page'))('title') };
}

export default async function ApiReferencePage() {
  const t = await getTranslations('api.page');
  const { server, groups, codes } = reference();
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <Contents groups={groups} />
      <Basics server={server} ratePerMinute={RATE_PER_MINUTE} />
      {groups.map((group) => (
        <section
          key={group.name}
          id={group.name}
          aria-labelledby={`${group.name}-title`}
          className="scroll-mt-12"
        >
          <h2 id={`${group.name}-title`} className="mb-3 text-xl font-semibold">
            {group.title}
          </h2>
          <div className="flex flex-col gap-8">
            {group.calls.map((call) => (
              <CallSection key={call.name} call={call} />
            ))}
          </div>
        </section>
      ))}
      <section id="codes" aria-labelledby="codes-title" className="scroll-mt-12">
        <h2 id="codes-title" className="text-xl font-semibold">
          {t('codes')}
        </h2>
        <p className="prose-width text-muted mb-3 text-base">
          <InlineCode text={t('codesText')} />
        </p>
        <CodeTable codes={codes} />
      </section>
    </>
  );
}
