import { creditsToDecimal } from '@/lib/core/credits';
import { moneyToDecimal } from '@/lib/core/money';
import {
  type CreditsDto,
  type DeferredDto,
  type FiguresDto,
  type KpiDto,
  type RevenueReport,
  creditRows,
  deferredRows,
  movementKinds,
} from './schema';

/** A key of the page's own messages, in the reader's words. */
type Word = (key: string) => string;
type Line = (string | number | null)[];

const hours = (seconds: number) => (seconds / 3_600).toFixed(2);
const percent = (bps: number) => (bps / 100).toFixed(2);

/**
 * The revenue page as rows of a table: section, figure, month, value, unit, value of the former period, target.
 * Every number that the page shows is here and no other.
 */
export function reportLines(report: RevenueReport, word: Word): Line[] {
  return [
    ['section', 'figure', 'month', 'value', 'unit', 'former', 'target'].map((key) => word(`csv.${key}`)),
    [word('range.label'), word('csv.days'), null, `${report.range.from} - ${report.range.to}`, null].concat([
      `${report.range.formerFrom} - ${report.range.formerTo}`,
      null,
    ]),
    ...figureLines(report, word),
    ...report.kpis.map((kpi) => kpiLine(kpi, report.currency, word)),
    ...packLines(report, word),
    ...tierLines(report, word),
    ...movementLines(report, word),
    ...rollForward(report, word),
    ...supportLines(report, word),
  ];
}

function figureLines({ now, former, currency }: RevenueReport, word: Word): Line[] {
  const section = word('csv.figures');
  const money = (of: (figures: FiguresDto) => string | null) =>
    [now, former].map((side) => asMoney(of(side), currency));
  const line = (key: string, [value, before]: Line, unit: string | null): Line => {
    return [section, word(`figures.${key}`), null, value ?? null, unit, before ?? null, null];
  };
  const credits = [now, former].map((side) => creditsToDecimal(BigInt(side.credits.usedMicro)));
  return [
    line(
      'packRevenue',
      money((side) => side.packRevenueMinor),
      currency,
    ),
    line(
      'mrr',
      money((side) => side.mrrMinor),
      currency,
    ),
    line(
      'arr',
      money((side) => side.arrMinor),
      currency,
    ),
    line(
      'ltv',
      money((side) => side.ltvMinor),
      currency,
    ),
    ...(['logoChurn', 'revenueChurn'] as const).map((key) =>
      line(
        key,
        [now, former].map((side) => share(side[`${key}Bps`])),
        '%',
      ),
    ),
    line(
      'arpu',
      money((side) => side.arpuMinor),
      currency,
    ),
    line('buyers', [now.buyers, former.buyers], null),
    line('creditsUsed', credits, word('csv.credits')),
    line(
      'deferred',
      money((side) => side.deferred.closingMinor),
      currency,
    ),
  ];
}

const share = (bps: number | null) => (bps === null ? null : percent(bps));
const asMoney = (minor: string | null, currency: string) =>
  minor === null ? null : moneyToDecimal(BigInt(minor), currency);

function kpiLine({ key, unit, value, target }: KpiDto, currency: string, word: Word): Line {
  const shown = (amount: string | null): string | null => {
    if (amount === null) return null;
    if (unit === 'money') return asMoney(amount, currency);
    if (unit === 'bps') return percent(Number(amount));
    return unit === 'seconds' ? hours(Number(amount)) : (Number(amount) / 100).toFixed(2);
  };
  const units = { money: currency, bps: '%', seconds: word('csv.hours'), hundredths: word('csv.ofFive') };
  return [word('targets.title'), word(`kpi.${key}`), null, shown(value), units[unit], null, shown(target)];
}

function packLines({ packs, months, packMonths, currency }: RevenueReport, word: Word): Line[] {
  const sold = new Map(packMonths.map((cell) => [`${cell.month} ${cell.code}`, cell.revenueMinor]));
  return months.flatMap((month) =>
    packs.map(({ code, name }): Line => {
      const value = asMoney(sold.get(`${month} ${code}`) ?? '0', currency);
      return [word('packs.title'), name, month, value, currency, null, null];
    }),
  );
}

const tierLines = ({ tiers, currency }: RevenueReport, word: Word): Line[] =>
  tiers.flatMap(({ name, subscriptions, mrrMinor }): Line[] => [
    [word('tiers.title'), name, null, asMoney(mrrMinor, currency), currency, null, null],
    [word('tiers.title'), name, null, subscriptions, word('tiers.subscriptions'), null, null],
  ]);

function movementLines({ movements, currency }: RevenueReport, word: Word): Line[] {
  return movements.flatMap((movement) =>
    movementKinds.map((kind): Line => {
      const value = asMoney(movement[`${kind}Minor`], currency);
      return [
        word('movements.title'),
        word(`movements.${kind}`),
        movement.month,
        value,
        currency,
        null,
        null,
      ];
    }),
  );
}

function rollForward({ now, currency }: RevenueReport, word: Word): Line[] {
  const { credits, deferred }: { credits: CreditsDto; deferred: DeferredDto } = now;
  return [
    ...creditRows.map((row): Line => {
      const value = creditsToDecimal(BigInt(credits[`${row}Micro`]));
      return [word('credits.title'), word(`credits.${row}`), null, value, word('csv.credits'), null, null];
    }),
    ...deferredRows.map((row): Line => {
      const value = asMoney(deferred[`${row}Minor`], currency);
      return [word('deferred.title'), word(`deferred.${row}`), null, value, currency, null, null];
    }),
  ];
}

function supportLines({ now, former }: RevenueReport, word: Word): Line[] {
  const line = (key: 'requestsFiled' | 'reporters' | 'requestsResolved' | 'ratings'): Line => [
    ...[word('support.title'), word(`support.${key}`), null, now[key], null],
    ...[former[key], null],
  ];
  return [line('requestsFiled'), line('reporters'), line('requestsResolved'), line('ratings')];
}
