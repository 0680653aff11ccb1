import { useLocale, useTranslations } from 'next-intl';
import { Cell, HeaderCell, Row, TBody, THead, Table } from '@/components/ui/table';
import { formatHours, formatNumber, formatPercent } from '@/lib/core/format';
import type { PromiseFigures, ServiceFigures, ServiceReport } from '@/lib/domain/service/schema';
import { useRowName } from './use-row-name';

/** Every figure of every line, and of all together. */
export function ServiceTable({ report }: { report: ServiceReport }) {
  const t = useTranslations('desk.service');
  const nameOf = useRowName(report.by);
  return (
    <Table label={t('table')}>
      <THead>
        <HeaderCell>{t(`groupings.${report.by}`)}</HeaderCell>
        <HeaderCell numeric>{t('resolved')}</HeaderCell>
        <HeaderCell numeric>{t('satisfaction')}</HeaderCell>
        <HeaderCell numeric>{t('firstAnswer')}</HeaderCell>
        <HeaderCell numeric>{t('resolution')}</HeaderCell>
        <HeaderCell numeric>{t('reopened')}</HeaderCell>
      </THead>
      <TBody>
        {report.rows.map((row) => (
          <FigureRow key={row.key} name={nameOf(row)} figures={row} />
        ))}
        <FigureRow name={t('total')} figures={report.total} isTotal />
      </TBody>
    </Table>
  );
}

function FigureRow(props: { name: string; figures: ServiceFigures; isTotal?: boolean }) {
  const { name, figures, isTotal = false } = props;
  const t = useTranslations('desk.service');
  const locale = useLocale();
  const { resolved, ratings, satisfactionHundredths, reopened, reopenedBps } = figures;
  return (
    <Row className={isTotal ? 'font-medium' : undefined}>
      <Cell heading>{name}</Cell>
      <Cell numeric>{formatNumber(resolved, locale)}</Cell>
      <Cell numeric>
        {satisfactionHundredths === null ? (
          <Nothing />
        ) : (
          <Two
            figure={t('satisfactionOf', { score: formatNumber(satisfactionHundredths / 100, locale) })}
            hint={t('ratingCount', { count: ratings })}
          />
        )}
      </Cell>
      <PromiseCell figures={figures.firstAnswer} />
      <PromiseCell figures={figures.resolution} />
      <Cell numeric>
        {reopenedBps === null ? (
          <Nothing />
        ) : (
          <Two
            figure={formatPercent(reopenedBps / 10_000, { locale })}
            hint={formatNumber(reopened, locale)}
          />
        )}
      </Cell>
    </Row>
  );
}

function PromiseCell({ figures }: { figures: PromiseFigures | null }) {
  const t = useTranslations('desk.service');
  const locale = useLocale();
  return (
    <Cell numeric>
      {figures ? (
        <Two
          figure={formatHours(figures.averageMs, locale)}
          hint={t('kept', { share: formatPercent(figures.keptBps / 10_000, { locale }) })}
        />
      ) : (
        <Nothing />
      )}
    </Cell>
  );
}

function Two({ figure, hint }: { figure: string; hint: string }) {
  return (
    <>
      {figure}
      <span className="text-muted block font-normal">{hint}</span>
    </>
  );
}

function Nothing() {
  const t = useTranslations('desk.service');
  return (
    <>
      <span aria-hidden>{t('none')}</span>
      <span className="sr-only">{t('noneText')}</span>
    </>
  );
}
