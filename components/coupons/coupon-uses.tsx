import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import type { CouponUseDto } from '@/lib/domain/coupons/schema';

/** Who used a coupon and for what, the latest first. */
export function CouponUses({ code, uses }: { code: string; uses: CouponUseDto[] }) {
  const t = useTranslations('admin.coupons');
  return (
    <Card padded={false}>
      <CardHeader
        className="px-4 pt-4"
        title={t('usesTitle', { code })}
        actions={
          <LinkButton size="sm" variant="ghost" href="/admin/coupons">
            {t('close')}
          </LinkButton>
        }
      />
      {uses.length === 0 ? (
        <EmptyState picture="table" title={t('usesEmpty')} />
      ) : (
        <Table label={t('usesTitle', { code })}>
          <THead>
            <HeaderCell>{t('organisation')}</HeaderCell>
            <HeaderCell>{t('for')}</HeaderCell>
            <HeaderCell>{t('when')}</HeaderCell>
            <HeaderCell>{t('state')}</HeaderCell>
          </THead>
          <TBody>
            {uses.map(({ organisationId, organisation, subject, subjectId, at, releasedAt }) => (
              <Row key={`${subjectId} ${at}`}>
                <Cell heading>
                  <TextLink href={`/admin/customers/${organisationId}`}>{organisation}</TextLink>
                </Cell>
                <Cell>
                  <span className="block">{t(subject === 'purchase' ? 'purchase' : 'subscription')}</span>
                  <span className="text-muted font-mono text-xs">{subjectId}</span>
                </Cell>
                <Cell muted>
                  <Time at={at} format="datetime" />
                </Cell>
                <Cell>{releasedAt && <Chip>{t('released')}</Chip>}</Cell>
              </Row>
            ))}
          </TBody>
        </Table>
      )}
    </Card>
  );
}
