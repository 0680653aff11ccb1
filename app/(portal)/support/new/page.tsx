import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { DraftChoice } from '@/components/errors/draft-choice';
import { PageCrumbs } from '@/components/frame/shell-context';
import { Wizard } from '@/components/support/wizard/wizard';
import { Banner } from '@/components/ui/banner';
import { TextLink } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { can } from '@/lib/core/context';
import { getOffered } from '@/lib/domain/sla/queries';
import { getDraft } from '@/lib/domain/support/get-draft';
import { listQuotes } from '@/lib/domain/support/quote-request';
import { getWallet } from '@/lib/domain/wallet/queries';
import { requireMember } from '@/lib/web/session';
import { discard, file, removeUpload } from '../actions';
import { draftAbout, draftAboutTier } from './draft-about';

const Search = z.object({
  about: z.literal('tier').optional().catch(undefined),
  error: z.string().max(40).optional().catch(undefined),
  replace: z.literal('1').optional().catch(undefined),
});

export async function generateMetadata() {
  return { title: (await getTranslations('support'))('wizard.title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewRequestPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  const { about, error, replace } = Search.parse(await searchParams);
  const [t, kept, categories, wallet, offered] = await Promise.all([
    getTranslations('support.wizard'),
    getDraft(ctx),
    listQuotes(ctx),
    getWallet(ctx),
    getOffered(ctx),
  ]);
  const draft = error ? await draftAbout(ctx, error, kept) : about ? await draftAboutTier(kept) : kept;
  const isOther = draft !== kept && kept.savedAt !== null && Boolean(kept.subject || kept.description);
  return (
    <>
      <PageCrumbs items={[{ label: t('title') }]} />
      <PageHeader title={t('title')} description={t('description')} />
      {isOther && !replace ? (
        <DraftChoice
          subject={kept.subject || t('title')}
          replaceHref={`/support/new?error=${draft.errorGroupId}&replace=1`}
        />
      ) : (
        <>
          {draft.errorGroupId && (
            <Banner
              className="mb-2"
              title={t('aboutError')}
              action={<TextLink href={`/support/errors/${draft.errorGroupId}`}>{t('seeError')}</TextLink>}
            >
              {t('aboutErrorText')}
            </Banner>
          )}
          <Wizard
            draft={draft}
            categories={categories}
            available={wallet.available}
            offered={offered}
            mayBuy={can(ctx, 'credits:buy')}
            actions={{ file, discard, removeUpload }}
          />
        </>
      )}
    </>
  );
}
