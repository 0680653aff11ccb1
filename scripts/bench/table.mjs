/** Prints rows of equal keys as a table: words at the left, figures at the right. */
export function printTable(title, rows) {
  const keys = Object.keys(rows[0] ?? {});
  const isNumeric = (key) => rows.every((row) => /^[\d.,–× -]*$/.test(String(row[key])));
  const width = (key) => Math.max(key.length, ...rows.map((row) => String(row[key]).length));
  const cell = (key, text) =>
    isNumeric(key) ? String(text).padStart(width(key)) : String(text).padEnd(width(key));
  console.log(`\n${title}\n`);
  console.log(`  ${keys.map((key) => cell(key, key)).join('  ')}`);
  console.log(`  ${keys.map((key) => '-'.repeat(width(key))).join('  ')}`);
  for (const row of rows) console.log(`  ${keys.map((key) => cell(key, row[key])).join('  ')}`);
  console.log();
}

export const whole = (value) => Math.round(value).toLocaleString('en');
export const range = ({ low, high }, format = whole) => `${format(low)} – ${format(high)}`;
