import { useTranslations } from 'next-intl';

const HEIGHT = 20;
const STEP = 6;

/** Reports of the last 14 days as bars, today at the end; said in words for who cannot see them. */
export function Sparkline({ days }: { days: number[] }) {
  const t = useTranslations('support.errors');
  const most = Math.max(1, ...days);
  const total = days.reduce((sum, count) => sum + count, 0);
  return (
    <svg
      role="img"
      aria-label={t('daysText', { total, today: days.at(-1) ?? 0 })}
      width={days.length * STEP}
      height={HEIGHT}
      className="text-chart-1 block"
    >
      {days.map((count, index) => {
        const height = count === 0 ? 1 : Math.max(2, Math.round((count / most) * HEIGHT));
        return (
          <rect
            // Each bar is its day.
            key={days.length - index}
            x={index * STEP}
            y={HEIGHT - height}
            width={STEP - 2}
            height={height}
            className={count === 0 ? 'fill-control' : 'fill-chart-1'}
          />
        );
      })}
    </svg>
  );
}
