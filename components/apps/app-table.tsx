import { useLocale, useTranslations } from 'next-intl';
import { Time } from '@/components/frame/time';
import { Chip } from '@/components/ui/chip';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatNumber } from '@/lib/core/format';
import type { AppDto } from '@/lib/domain/apps/schema';

const WIDE = 'max-md:hidden';

export function AppTable({ apps }: { apps: AppDto[] }) {
  const t = useTranslations('developers.apps');
  const locale = useLocale();
  return (
    <Table label={t('title')}>
      <THead>
        <HeaderCell>{t('app')}</HeaderCell>
        <HeaderCell numeric>{t('keys')}</HeaderCell>
        <HeaderCell numeric className={WIDE}>
          {t('customers')}
        </HeaderCell>
        <HeaderCell className={WIDE}>{t('created')}</HeaderCell>
      </THead>
      <TBody>
        {apps.map((app) => (
          <Row key={app.id}>
            <Cell heading>
              <span className="flex flex-wrap items-center gap-2">
                <TextLink href={`/admin/apps/${app.id}`}>{app.name}</TextLink>
                {app.disabledAt && <Chip tone="warning">{t('disabled')}</Chip>}
              </span>
            </Cell>
            <Cell numeric>{formatNumber(app.keys, locale)}</Cell>
            <Cell numeric className={WIDE}>
              {formatNumber(app.customers, locale)}
            </Cell>
            <Cell muted className={WIDE}>
              <Time at={app.createdAt} />
            </Cell>
          </Row>
        ))}
      </TBody>
    </Table>
  );
}
