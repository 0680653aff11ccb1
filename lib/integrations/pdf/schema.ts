/** A document as it is drawn: every word and figure is text already, in the language of the reader. */
export type Sheet = {
  paper: 'a4' | 'letter';
  language: string;
  /** «Invoice», «Credit note» … large on the first page and in the head of the others. */
  kind: string;
  /** INV-2026-000123, or the range of a statement. */
  number: string;
  /** The seller's name: head and author of the file. */
  issuer: string;
  /** Of the file: the instant of issue, so that the same content gives the same bytes. */
  at: Date;
  facts: Fact[];
  /** Seller and buyer, side by side: the first line is the name. */
  parties: { label: string; lines: string[] }[];
  /** What the document comes to, in one sentence. */
  headline?: string;
  tables: SheetTable[];
  totals: (Fact & { isStrong?: boolean })[];
  notes: string[];
  /** «Page {page} of {pages}» with both names in braces. */
  pageWords: string;
};

export type Fact = { label: string; value: string };

export type SheetTable = {
  title?: string;
  columns: {
    label: string;
    /** In points; one column without takes what is left. */ width?: number;
    isNumber?: boolean;
  }[];
  rows: string[][];
  /** Instead of rows, where there are none. */
  empty?: string;
};
