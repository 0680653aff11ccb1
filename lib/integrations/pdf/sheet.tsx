import { Document, Page, Text, View } from '@react-pdf/renderer';
import type { Fact, Sheet, SheetTable } from './schema';
import { footTop, styles } from './styles';
import { Label, Line } from './text';

function FactRow({ label, value }: Fact) {
  return (
    <View style={styles.fact}>
      <Label text={label} />
      <Line text={value} isEnd />
    </View>
  );
}

/** Kind, number and facts; then who sells to whom. */
function Head({ sheet }: { sheet: Sheet }) {
  return (
    <>
      <View style={styles.title}>
        <View>
          <Line text={sheet.kind} style={styles.kind} />
          <Line text={sheet.number} style={styles.number} />
        </View>
        <View style={styles.facts}>
          {sheet.facts.map((fact) => (
            <FactRow key={fact.label} {...fact} />
          ))}
        </View>
      </View>
      <View style={styles.parties}>
        {sheet.parties.map(({ label, lines }) => (
          <View key={label} style={styles.party}>
            <Line text={label} style={styles.partyLabel} />
            {lines.map((text, index) => (
              <Line key={index} text={text} style={index === 0 ? styles.strong : undefined} />
            ))}
          </View>
        ))}
      </View>
      {sheet.headline && <Line text={sheet.headline} style={styles.headline} />}
    </>
  );
}

const widthOf = (width: number | undefined) => (width === undefined ? styles.grow : { width });

function Table({ table }: { table: SheetTable }) {
  return (
    <View style={styles.table}>
      {table.title && <Line text={table.title} style={styles.tableTitle} />}
      <View style={styles.tableHead} fixed>
        {table.columns.map(({ label, width, isNumber }) => (
          <Line key={label} text={label} isEnd={isNumber} style={widthOf(width)} />
        ))}
      </View>
      {table.rows.map((row, index) => (
        <View key={index} style={styles.row} wrap={false}>
          {table.columns.map(({ label, width, isNumber }, column) =>
            row[column] ? (
              <Line key={label} text={row[column]} isEnd={isNumber} style={widthOf(width)} />
            ) : (
              <View key={label} style={widthOf(width)} />
            ),
          )}
        </View>
      ))}
      {table.rows.length === 0 && table.empty && (
        <View style={styles.row}>
          <Label text={table.empty} />
        </View>
      )}
    </View>
  );
}

function Totals({ totals }: Pick<Sheet, 'totals'>) {
  return (
    <View style={styles.totals} wrap={false}>
      {totals.map(({ label, value, isStrong }) => (
        <View key={label} style={isStrong ? styles.grand : styles.fact}>
          <Line text={label} />
          <Line text={value} isEnd />
        </View>
      ))}
    </View>
  );
}

/** Any of our documents on A4 or Letter. Same content, same bytes. */
export function SheetDocument({ sheet }: { sheet: Sheet }) {
  const name = `${sheet.kind} ${sheet.number}`;
  return (
    <Document
      title={name}
      author={sheet.issuer}
      language={sheet.language}
      creator="Meterdesk"
      producer="Meterdesk"
      creationDate={sheet.at}
      modificationDate={sheet.at}
      pdfVersion="1.7"
    >
      <Page size={sheet.paper === 'letter' ? 'LETTER' : 'A4'} style={styles.page} experimentalPagination>
        {/* First: the pagination repeats only what stands before the content that breaks. */}
        <View style={[styles.foot, { top: footTop[sheet.paper] }]} fixed>
          <Line text={`${sheet.issuer} · ${name}`} />
          <Text
            render={({ pageNumber, totalPages }) =>
              sheet.pageWords.replace('{page}', String(pageNumber)).replace('{pages}', String(totalPages))
            }
          />
        </View>
        <Head sheet={sheet} />
        {sheet.tables.map((table, index) => (
          <Table key={index} table={table} />
        ))}
        {sheet.totals.length > 0 && <Totals totals={sheet.totals} />}
        <View style={styles.notes}>
          {sheet.notes.map((note) => (
            <Line key={note} text={note} />
          ))}
        </View>
      </Page>
    </Document>
  );
}
