/** The value below which `share` of the sorted values lie, between neighbours where it falls between them. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)];
  return low + (sorted[Math.ceil(place)] - low) * (place - Math.floor(place));
}

export const median = (values) => quantile(values, 0.5);

/** The middle and the ends of several rounds. */
export const spread = (values) => ({
  median: median(values),
  low: Math.min(...values),
  high: Math.max(...values),
});
