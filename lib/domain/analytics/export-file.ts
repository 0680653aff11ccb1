import type { ExportFormat } from './schema.export';

const mediaTypes = { csv: 'text/csv', json: 'application/json' } as const satisfies Record<
  ExportFormat,
  string
>;

/** What a browser is told of an export's file. */
export const fileFacts = ({
  kind,
  format,
  from,
  to,
}: {
  kind: string;
  format: ExportFormat;
  from: string;
  to: string;
}) => ({ fileName: `${kind}-${from}-${to}.${format}`, mediaType: mediaTypes[format] });
