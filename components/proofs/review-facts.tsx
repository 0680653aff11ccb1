import { CircleAlert, CircleCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Banner } from '@/components/ui/banner';
import { Card, CardHeader } from '@/components/ui/card';
import { CopyText } from '@/components/ui/copy-button';
import { TextLink } from '@/components/ui/link-button';
import { formatMoney } from '@/lib/core/format';
import type { ReviewDto } from '@/lib/domain/proofs/schema';

/** What the customer states beside what we expect; a difference carries a sign and a word. */
export function ReviewFacts({ proof }: { proof: ReviewDto }) {
  const t = useTranslations('review.proof');
  const locale = useLocale();
  const money = (minor: string) => formatMoney(minor, proof.currency, locale);
  const sameReference = plain(proof.statedReference) === plain(proof.reference);
  const [stated, due] = [BigInt(proof.statedMinor), BigInt(proof.dueMinor)];
  const amountNote = stated === due ? 'fits' : stated < due ? 'less' : 'more';
  return (
    <Card as="section" aria-labelledby="stated-title">
      <CardHeader
        id="stated-title"
        title={t('facts')}
        description={t.rich('for', {
          what: proof.paidForLabel,
          customer: () => (
            <TextLink href={`/admin/customers/${proof.organisation.id}`}>{proof.organisation.name}</TextLink>
          ),
        })}
      />
      <table className="w-full text-sm">
        <thead className="text-muted border-b text-start">
          <tr>
            <th scope="col" className="py-1.5 pe-3 text-start font-medium">
              <span className="sr-only">{t('what')}</span>
            </th>
            <th scope="col" className="py-1.5 pe-3 text-start font-medium">
              {t('stated')}
            </th>
            <th scope="col" className="py-1.5 text-start font-medium">
              {t('expected')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-line divide-y align-top">
          <Fact term={t('amount')} fits={stated === due} note={t(`amountNote.${amountNote}`)}>
            <span className="figures">{money(proof.statedMinor)}</span>
            <span className="figures">{money(proof.dueMinor)}</span>
          </Fact>
          <Fact term={t('reference')} fits={sameReference} note={t(sameReference ? 'sameRef' : 'otherRef')}>
            <span className="font-mono [overflow-wrap:anywhere]">{proof.statedReference}</span>
            <CopyText text={proof.reference} />
          </Fact>
          <Fact term={t('on')}>
            <Time at={proof.statedOn} />
            {null}
          </Fact>
        </tbody>
      </table>
      {proof.receivedBeforeMinor !== '0' && (
        <p className="mt-3 text-sm">{t('before', { amount: money(proof.receivedBeforeMinor) })}</p>
      )}
      <p className="text-muted mt-3 text-sm">
        {t.rich('sentBy', {
          name: proof.uploadedBy,
          date: () => <Time at={proof.createdAt} format="datetime" />,
        })}
      </p>
      <SameFile proof={proof} />
    </Card>
  );
}

const plain = (reference: string) => reference.replaceAll(/[^0-9a-z]/gi, '').toUpperCase();

function Fact(props: { term: string; fits?: boolean; note?: string; children: [ReactNode, ReactNode] }) {
  const { term, fits, note, children } = props;
  const Sign = fits ? CircleCheck : CircleAlert;
  return (
    <tr>
      <th scope="row" className="text-muted py-2 pe-3 text-start font-normal">
        {term}
      </th>
      <td className="py-2 pe-3">
        {children[0]}
        {note && (
          <span
            className={
              fits ? 'text-positive flex items-center gap-1' : 'text-warning flex items-center gap-1'
            }
          >
            <Sign aria-hidden className="size-3.5 shrink-0" />
            {note}
          </span>
        )}
      </td>
      <td className="py-2">{children[1]}</td>
    </tr>
  );
}

/** The very same file, sent before: told from its bytes. */
function SameFile({ proof }: { proof: ReviewDto }) {
  const t = useTranslations('review.proof.sameFile');
  if (proof.sameFile.length === 0) return null;
  return (
    <Banner tone="warning" title={t('title')} className="mt-4">
      <ul className="flex flex-col gap-1">
        {proof.sameFile.map(({ id, organisation, reference, status, createdAt }) => (
          <li key={id}>
            {t.rich('item', {
              organisation,
              state: status,
              date: () => <Time at={createdAt} />,
              link: () => <TextLink href={`/finance/proofs/${id}`}>{reference}</TextLink>,
            })}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
