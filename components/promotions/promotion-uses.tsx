import { useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import type { PromotionUseDto } from '@/lib/domain/promotions/schema';

/** Who redeemed a code, the latest first. */
export function PromotionUses({ code, uses }: { code: string; uses: PromotionUseDto[] }) {
  const t = useTranslations('promotions');
  return (
    <Card padded={false}>
      <CardHeader
        className="px-4 pt-4"
        title={t('usesTitle', { code })}
        actions={
          <LinkButton size="sm" variant="ghost" href="/admin/promotions">
            {t('closeUses')}
          </LinkButton>
        }
      />
      {uses.length === 0 ? (
        <EmptyState picture="table" title={t('noUses')} />
      ) : (
        <Table label={t('usesTitle', { code })}>
          <THead>
            <HeaderCell>{t('customer')}</HeaderCell>
            <HeaderCell>{t('person')}</HeaderCell>
            <HeaderCell>{t('when')}</HeaderCell>
          </THead>
          <TBody>
            {uses.map(({ organisationId, organisation, person, at }) => (
              <Row key={organisationId}>
                <Cell heading>
                  <TextLink href={`/admin/customers/${organisationId}`}>{organisation}</TextLink>
                </Cell>
                <Cell>{person}</Cell>
                <Cell muted>
                  <Time at={at} format="datetime" />
                </Cell>
              </Row>
            ))}
          </TBody>
        </Table>
      )}
    </Card>
  );
}
