import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatCredits, formatMoney } from '@/lib/core/format';
import type { StatementDto } from '@/lib/domain/statements/schema';
import { ProviderName } from './provider-name';

/** A page shows so many; the files hold all. */
const MOST = 200;

type Line = { what: ReactNode; at: string; reference: string; amount: string; balance: string };
type AccountProps = {
  title: string;
  text: string;
  from: string;
  to: string;
  opening: string;
  closing: string;
};

function Account(props: AccountProps & { lines: Line[] }) {
  const t = useTranslations('invoices.statement');
  const shown = props.lines.slice(0, MOST);
  const edge = (what: string, at: string, balance: string) => (
    <Row>
      <Cell muted>
        <Time at={at} />
      </Cell>
      <Cell heading>{what}</Cell>
      <Cell className="max-md:hidden" />
      <Cell />
      <Cell numeric className="font-medium">
        {balance}
      </Cell>
    </Row>
  );
  return (
    <Card as="section" padded={false}>
      <CardHeader title={props.title} description={props.text} className="px-5 pt-5" />
      <Table label={props.title}>
        <THead>
          <HeaderCell>{t('date')}</HeaderCell>
          <HeaderCell>{t('what')}</HeaderCell>
          <HeaderCell className="max-md:hidden">{t('reference')}</HeaderCell>
          <HeaderCell numeric>{t('amount')}</HeaderCell>
          <HeaderCell numeric>{t('balance')}</HeaderCell>
        </THead>
        <TBody>
          {edge(t('opening'), props.from, props.opening)}
          {shown.map((line, index) => (
            <Row key={index}>
              <Cell muted>
                <Time at={line.at} />
              </Cell>
              <Cell>{line.what}</Cell>
              <Cell muted className="max-md:hidden">
                {line.reference}
              </Cell>
              <Cell numeric>{line.amount}</Cell>
              <Cell numeric>{line.balance}</Cell>
            </Row>
          ))}
          {edge(t('closing'), props.to, props.closing)}
        </TBody>
      </Table>
      {props.lines.length > MOST && (
        <p className="text-muted px-5 py-3 text-sm">{t('rest', { count: props.lines.length - MOST })}</p>
      )}
    </Card>
  );
}

const operations = [
  ...(['grant', 'deduct', 'hold', 'capture', 'release', 'expire', 'adjust', 'return'] as const),
  ...(['settle', 'transfer', 'claw'] as const),
];

/** An account over some days: in money, then in credits. */
export function StatementTables({ statement }: { statement: StatementDto }) {
  const t = useTranslations('invoices.statement');
  const locale = useLocale();
  const { money, credits, currency, from, to } = statement;
  const amount = (minor: string) => formatMoney(minor, currency, locale);
  const credit = (micro: string) => formatCredits(micro, locale);
  const operation = (kind: string) => {
    const known = operations.find((one) => one === kind);
    return known ? t(`operation.${known}`) : kind;
  };
  return (
    <>
      <Account
        {...{ from, to, title: t('money'), text: t('moneyText') }}
        opening={amount(money.openingMinor)}
        closing={amount(money.closingMinor)}
        lines={money.movements.map((move) => ({
          at: move.at,
          what: (
            <>
              {t(`movement.${move.kind}`)}
              {move.provider && (
                <>
                  {' · '}
                  <ProviderName provider={move.provider} />
                </>
              )}
            </>
          ),
          reference: move.reference,
          amount: amount(move.amountMinor),
          balance: amount(move.balanceMinor),
        }))}
      />
      <Account
        {...{ from, to, title: t('credits'), text: t('creditsText') }}
        opening={credit(credits.openingMicro)}
        closing={credit(credits.closingMicro)}
        lines={credits.movements.map((move) => ({
          at: move.at,
          what: [operation(move.kind), ...(move.service ? [move.service] : [])].join(' · '),
          reference: move.reference ?? '',
          amount: credit(move.amountMicro),
          balance: credit(move.balanceMicro),
        }))}
      />
    </>
  );
}
