import { StyleSheet } from '@react-pdf/renderer';
import { families } from './fonts';

const INK = '#1b1d24';
const MUTED = '#5c606b';
const HAIRLINE = '#d9dbe1';

/** From the top: the pagination measures `bottom` from the content. In points, by paper. */
export const footTop = { a4: 800, letter: 750 } as const;

export const styles = StyleSheet.create({
  page: {
    ...{ fontFamily: families, fontSize: 9, lineHeight: 1.45, color: INK },
    // Proportional figures are kerned onto the point: «1,327.17» would read as «1,32717».
    fontFeatureSettings: ['tnum'],
    ...{ paddingTop: 56, paddingBottom: 60, paddingHorizontal: 48 },
  },
  foot: {
    ...{ position: 'absolute', left: 48, right: 48 },
    ...{ flexDirection: 'row', justifyContent: 'space-between', fontSize: 7.5, color: MUTED },
  },
  title: { flexDirection: 'row', justifyContent: 'space-between', marginBottom: 22 },
  kind: { fontSize: 19, fontWeight: 600, lineHeight: 1.25 },
  number: { fontSize: 11, color: MUTED },
  headline: { fontSize: 14, fontWeight: 600, marginBottom: 14 },
  facts: { width: 210, gap: 2 },
  fact: { flexDirection: 'row', justifyContent: 'space-between', gap: 10 },
  label: { color: MUTED },
  strong: { fontWeight: 600 },
  parties: { flexDirection: 'row', gap: 32, marginBottom: 24 },
  party: { flex: 1, gap: 1 },
  partyLabel: { color: MUTED, marginBottom: 2 },
  table: { marginBottom: 14 },
  tableTitle: { fontSize: 10.5, fontWeight: 600, marginBottom: 4 },
  tableHead: {
    ...{ flexDirection: 'row', gap: 8, paddingBottom: 4 },
    ...{ borderBottomWidth: 0.75, borderColor: INK, color: MUTED },
  },
  row: { flexDirection: 'row', gap: 8, paddingVertical: 4, borderBottomWidth: 0.5, borderColor: HAIRLINE },
  grow: { flex: 1 },
  totals: { alignSelf: 'flex-end', width: 240, gap: 3, marginBottom: 16 },
  grand: {
    ...{ flexDirection: 'row', justifyContent: 'space-between', gap: 10 },
    ...{ borderTopWidth: 0.75, borderColor: INK, paddingTop: 4, fontWeight: 600, fontSize: 10.5 },
  },
  notes: { gap: 3, color: MUTED },
});
