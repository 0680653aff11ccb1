'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import { Time } from '@/components/frame/time';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { useAction } from '@/components/ui/form';
import { TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { useToast } from '@/components/ui/toast';
import type { AppCustomerDto, UnlinkCustomerInput } from '@/lib/domain/apps/schema';
import { type Link, LinkCustomer } from './link-customer';

type Unlink = Action<z.input<typeof UnlinkCustomerInput>, unknown>;

interface CustomerLinksProps {
  appId: string;
  customers: AppCustomerDto[];
  firstHref?: string;
  nextHref?: string;
  link: Link;
  unlink: Unlink;
}

/** The customers that an app knows by ids of its own. */
export function CustomerLinks(props: CustomerLinksProps) {
  const { appId, customers, firstHref, nextHref, link, unlink } = props;
  const t = useTranslations('developers.links');
  return (
    <Card padded={false}>
      <CardHeader
        className="mb-0 border-b p-4"
        title={t('title')}
        description={t('lead')}
        actions={<LinkCustomer appId={appId} action={link} />}
      />
      {customers.length === 0 ? (
        <EmptyState title={t(firstHref ? 'none' : 'empty')} />
      ) : (
        <Table label={t('title')}>
          <THead>
            <HeaderCell>{t('externalId')}</HeaderCell>
            <HeaderCell>{t('organisation')}</HeaderCell>
            <HeaderCell className="max-md:hidden">{t('since')}</HeaderCell>
            <HeaderCell>
              <span className="sr-only">{t('unlink')}</span>
            </HeaderCell>
          </THead>
          <TBody>
            {customers.map((customer) => (
              <LinkRow key={customer.externalId} appId={appId} customer={customer} unlink={unlink} />
            ))}
          </TBody>
        </Table>
      )}
      <Pagination previousHref={firstHref} nextHref={nextHref} />
    </Card>
  );
}

function LinkRow({ appId, customer, unlink }: { appId: string; customer: AppCustomerDto; unlink: Unlink }) {
  const t = useTranslations('developers.links');
  const router = useRouter();
  const toast = useToast();
  const { externalId, organisation, createdAt } = customer;
  const act = useAction(unlink, {
    onSuccess: () => {
      toast({ title: t('unlinked', { externalId }), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <Row>
      <Cell heading mono className="font-normal break-all">
        {externalId}
      </Cell>
      <Cell>
        <TextLink href={`/admin/customers/${organisation.id}`}>{organisation.name}</TextLink>
      </Cell>
      <Cell muted className="max-md:hidden">
        <Time at={createdAt} />
      </Cell>
      <Cell className="text-end">
        <ConfirmDialog
          trigger={
            <Button size="sm" variant="ghost" aria-label={t('unlinkNamed', { externalId })}>
              {t('unlink')}
            </Button>
          }
          title={t('unlinkTitle', { externalId })}
          description={t('unlinkBody', { externalId, organisation: organisation.name })}
          confirmLabel={t('unlink')}
          onConfirm={() => act.run({ appId, externalId })}
        />
      </Cell>
    </Row>
  );
}
