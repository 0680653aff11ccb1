import type { ReactNode } from 'react';

export type GhostKind = 'table' | 'chart' | 'list' | 'cards' | 'thread';

const BARS = [22, 34, 18, 46, 30, 52, 40, 58, 36, 48];
const LINES = [0, 1, 2, 3];

/** The faint outline of the component that will stand here once there is something to show. */
export function GhostPicture({ kind }: { kind: GhostKind }) {
  return (
    <svg viewBox="0 0 240 80" aria-hidden className="text-line h-20 w-60 max-w-full" fill="currentColor">
      {PICTURES[kind]}
    </svg>
  );
}

const PICTURES: Record<GhostKind, ReactNode> = {
  chart: (
    <>
      <rect y="76" width="240" height="1" />
      {BARS.map((height, index) => (
        <rect key={index} x={6 + index * 23} y={75 - height} width="14" height={height} rx="2" />
      ))}
    </>
  ),
  table: LINES.map((line) => (
    <g key={line} opacity={1 - line * 0.2}>
      <rect x="0" y={6 + line * 20} width="70" height="6" rx="3" />
      <rect x="92" y={6 + line * 20} width="46" height="6" rx="3" />
      <rect x="206" y={6 + line * 20} width="34" height="6" rx="3" />
      <rect x="0" y={19 + line * 20} width="240" height="1" />
    </g>
  )),
  list: LINES.slice(0, 3).map((line) => (
    <g key={line} opacity={1 - line * 0.25}>
      <circle cx="12" cy={14 + line * 26} r="8" />
      <rect x="30" y={8 + line * 26} width={140 - line * 22} height="6" rx="3" />
      <rect x="30" y={18 + line * 26} width={90 - line * 12} height="4" rx="2" />
    </g>
  )),
  cards: [0, 1, 2].map((card) => (
    <g key={card} opacity={1 - card * 0.2}>
      <rect x={card * 82 + 0.5} y="6.5" width="74" height="66" rx="6" fill="none" stroke="currentColor" />
      <rect x={card * 82 + 10} y="18" width="34" height="6" rx="3" />
      <rect x={card * 82 + 10} y="32" width="50" height="10" rx="3" />
      <rect x={card * 82 + 10} y="56" width="54" height="6" rx="3" />
    </g>
  )),
  thread: (
    <>
      <rect x="0" y="6" width="150" height="28" rx="6" />
      <rect x="90" y="44" width="150" height="28" rx="6" opacity="0.6" />
    </>
  ),
};
