/** One sheet for every page of the sandbox; the palette follows the product's tokens. */
export const styles = `
:root { color-scheme: light dark;
  --canvas: oklch(0.985 0.004 265); --surface: oklch(1 0 0); --sunken: oklch(0.965 0.005 265);
  --line: oklch(0.9 0.006 265); --edge: oklch(0.62 0.01 265); --muted: oklch(0.48 0.012 265); --text: oklch(0.22 0.012 265);
  --accent: oklch(0.52 0.19 277); --on-accent: oklch(1 0 0); --critical: oklch(0.5 0.19 25); --critical-soft: oklch(0.96 0.02 25);
  --positive: oklch(0.46 0.12 150); --warn-soft: oklch(0.95 0.05 75); --warn: oklch(0.42 0.1 75); }
@media (prefers-color-scheme: dark) { :root {
  --canvas: oklch(0.16 0.008 265); --surface: oklch(0.19 0.008 265); --sunken: oklch(0.14 0.008 265);
  --line: oklch(0.29 0.01 265); --edge: oklch(0.55 0.01 265); --muted: oklch(0.7 0.01 265); --text: oklch(0.95 0.005 265);
  --accent: oklch(0.68 0.15 277); --on-accent: oklch(0.16 0.01 277); --critical: oklch(0.75 0.14 25); --critical-soft: oklch(0.26 0.05 25);
  --positive: oklch(0.78 0.14 150); --warn-soft: oklch(0.29 0.05 75); --warn: oklch(0.86 0.1 75); } }
* { box-sizing: border-box; margin: 0; }
body { font: 14px/22px Geist, ui-sans-serif, system-ui, "Segoe UI", Roboto, sans-serif; background: var(--canvas); color: var(--text); }
h1 { font-size: 20px; line-height: 28px; font-weight: 600; }
h2 { font-size: 14px; font-weight: 600; }
a { color: var(--accent); text-underline-offset: 3px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
code, .mono { font-family: "Geist Mono", ui-monospace, Menlo, Consolas, monospace; font-size: 12px; }
.muted { color: var(--muted); }
.bar { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; padding: 8px 24px; font-size: 13px; line-height: 20px;
  background: var(--warn-soft); color: var(--warn); border-bottom: 1px solid var(--line); }
.bar nav { display: flex; gap: 16px; margin-inline-start: auto; }
.bar a { color: inherit; } .bar a[aria-current] { font-weight: 600; text-decoration: none; }
.mark { font-weight: 600; border: 1px solid currentColor; border-radius: 6px; padding: 0 8px; }
.checkout { display: grid; grid-template-columns: 1fr 1fr; min-height: calc(100vh - 37px); }
.checkout > * { padding: 64px 56px; }
.summary > div { max-width: 400px; margin-inline-start: auto; display: grid; gap: 24px; }
.pay { background: var(--surface); border-inline-start: 1px solid var(--line); }
.pay > div { max-width: 420px; display: grid; gap: 24px; }
.amount { font-size: 36px; line-height: 44px; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -0.02em; }
.rows { display: grid; gap: 0; padding: 0; }
.rows div { display: flex; justify-content: space-between; gap: 16px; padding: 12px 0; border-top: 1px solid var(--line); }
.rows dd { font-variant-numeric: tabular-nums; text-align: end; overflow-wrap: anywhere; }
.total { font-weight: 600; }
form { display: grid; gap: 16px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; align-items: start; }
.field { display: grid; gap: 4px; }
label { font-size: 13px; line-height: 20px; font-weight: 500; }
input:not([type=checkbox]) { width: 100%; height: 40px; padding: 0 12px; font: inherit; color: inherit; background: var(--canvas);
  border: 1px solid var(--edge); border-radius: 6px; font-variant-numeric: tabular-nums; }
input[readonly] { background: var(--sunken); color: var(--muted); }
input[aria-invalid=true] { border-color: var(--critical); }
.error { color: var(--critical); font-size: 13px; line-height: 20px; }
.alert { color: var(--critical); background: var(--critical-soft); border: 1px solid var(--critical); border-radius: 6px; padding: 12px 16px; }
button { min-height: 40px; padding: 0 16px; font: inherit; font-weight: 500; border-radius: 6px; cursor: pointer;
  border: 1px solid var(--edge); background: var(--surface); color: var(--text); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
.small { min-height: 28px; padding: 0 10px; font-size: 13px; }
.cards { background: var(--sunken); border: 1px solid var(--line); border-radius: 10px; padding: 16px; display: grid; gap: 8px; }
.cards ul { list-style: none; padding: 0; display: grid; gap: 4px; font-size: 13px; }
.cards code { white-space: nowrap; }
.centre { max-width: 440px; margin: 12vh auto; padding: 0 24px; display: grid; gap: 20px; }
.wide { max-width: 1200px; margin: 0 auto; padding: 24px; display: grid; gap: 24px; }
.wide > * { min-width: 0; }
.written { max-width: 640px; }
.written label { display: grid; gap: 4px; }
.written textarea { width: 100%; padding: 8px; font: inherit; font-weight: 400; color: inherit; background: var(--surface); border: 1px solid var(--edge); border-radius: 6px; }
.written .row { display: flex; flex-wrap: wrap; gap: 12px 20px; }
.written button { justify-self: start; width: auto; }
.inline { display: flex; flex-wrap: wrap; gap: 12px 20px; align-items: center; }
.inline label { display: flex; gap: 8px; align-items: center; }
.inline input:not([type=checkbox]) { width: 120px; height: 32px; }
.inline input.long { width: 260px; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); }
table { width: 100%; border-collapse: collapse; font-size: 13px; line-height: 20px; }
th, td { text-align: start; padding: 10px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 500; color: var(--muted); white-space: nowrap; } tr:last-child td { border-bottom: 0; }
td.lead { min-width: 180px; } td.mono { white-space: nowrap; }
.ok { color: var(--positive); } .late { color: var(--warn); }
.empty { padding: 40px 24px; text-align: center; color: var(--muted); }
iframe { width: 100%; height: 640px; border: 1px solid var(--line); border-radius: 10px; background: white; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); }
@media (max-width: 800px) {
  .checkout { grid-template-columns: 1fr; min-height: 0; } .checkout > * { padding: 24px 16px; }
  .summary > div, .pay > div { max-width: none; margin: 0; } .pay { border-inline-start: 0; border-top: 1px solid var(--line); }
  .bar, .wide { padding-inline: 16px; } .bar nav { margin-inline-start: 0; }
  input:not([type=checkbox]) { font-size: 16px; } button { min-height: 44px; }
}
`;
