import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Time } from '@/components/frame/time';
import { Card, CardHeader } from '@/components/ui/card';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatCredits, formatMoney } from '@/lib/core/format';
import type { StatementCursors, StatementPageDto } from '@/lib/domain/statements/schema';
import { ProviderName } from './provider-name';

type Line = { what: ReactNode; at: string; reference: string; amount: string; balance: string };
type AccountProps = {
  id: keyof StatementCursors;
  title: string;
  text: string;
  from: string;
  to: string;
  opening: string;
  closing: string;
  /** What the pages before this one ended with; null on the first. */
  brought: string | null;
  previousHref?: string;
  nextHref?: string;
};

function Account(props: AccountProps & { lines: Line[] }) {
  const t = useTranslations('invoices.statement');
  const edge = (what: string, at: string | null, balance: string | undefined) => (
    <Row>
      <Cell muted>{at && <Time at={at} />}</Cell>
      <Cell heading>{what}</Cell>
      <Cell className="max-md:hidden" />
      <Cell />
      <Cell numeric className="font-medium">
        {balance}
      </Cell>
    </Row>
  );
  return (
    <Card as="section" id={props.id} padded={false}>
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
          {props.brought !== null && edge(t('brought'), null, props.brought)}
          {props.lines.map((line, index) => (
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
          {props.nextHref && edge(t('carried'), null, props.lines.at(-1)?.balance)}
          {edge(t('closing'), props.to, props.closing)}
        </TBody>
      </Table>
      <Pagination
        label={t('pages', { account: props.title })}
        previousHref={props.previousHref}
        nextHref={props.nextHref}
      />
    </Card>
  );
}

const operations = [
  ...(['grant', 'deduct', 'hold', 'capture', 'release', 'expire', 'adjust', 'return'] as const),
  ...(['settle', 'transfer', 'claw'] as const),
];

interface StatementTablesProps {
  statement: StatementPageDto;
  /** The page's address without its query. */
  base: string;
  cursors: StatementCursors;
}

/** An account over some days: in money, then in credits, each in pages of its own. */
export function StatementTables({ statement, base, cursors }: StatementTablesProps) {
  const t = useTranslations('invoices.statement');
  const locale = useLocale();
  const { money, credits, currency, from, to, next } = statement;
  const amount = (minor: string) => formatMoney(minor, currency, locale);
  const credit = (micro: string) => formatCredits(micro, locale);
  const operation = (kind: string) => {
    const known = operations.find((one) => one === kind);
    return known ? t(`operation.${known}`) : kind;
  };
  const pagesOf = (id: keyof StatementCursors) => {
    const hrefTo = (cursor: string | undefined) =>
      addressOf(base, { from, to, ...cursors, [id]: cursor }, id);
    const after = next[id];
    return {
      ...{ id, from, to },
      previousHref: cursors[id] ? hrefTo(undefined) : undefined,
      nextHref: after ? hrefTo(after) : undefined,
    };
  };
  const [firstMoney, firstCredits] = [money.movements[0], credits.movements[0]];
  return (
    <>
      <Account
        {...{ ...pagesOf('money'), title: t('money'), text: t('moneyText') }}
        opening={amount(money.openingMinor)}
        closing={amount(money.closingMinor)}
        brought={
          cursors.money && firstMoney ? amount(lessOf(firstMoney.balanceMinor, firstMoney.amountMinor)) : null
        }
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
        {...{ ...pagesOf('credits'), title: t('credits'), text: t('creditsText') }}
        opening={credit(credits.openingMicro)}
        closing={credit(credits.closingMicro)}
        brought={
          cursors.credits && firstCredits
            ? credit(lessOf(firstCredits.balanceMicro, firstCredits.amountMicro))
            : null
        }
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

/** What stood before a movement. */
const lessOf = (balance: string, amount: string): string => (BigInt(balance) - BigInt(amount)).toString();

function addressOf(base: string, query: Record<string, string | undefined>, id: string): string {
  const known = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `${base}?${new URLSearchParams(known).toString()}#${id}`;
}
