/** What a rating's link shows. */
export type RatingLinkDto = {
  number: string;
  subject: string;
  expert: string | null;
  score: number | null;
  comment: string;
  /** early: not resolved; open: may be given or changed; fixed: stands. */
  state: 'early' | 'open' | 'fixed';
};

export type RatedRowDto = {
  requestId: string;
  number: string;
  subject: string;
  organisation: string;
  expert: string | null;
  score: number;
  comment: string;
  ratedBy: string;
  ratedAt: string;
  followUp: { state: 'open' } | { state: 'done'; note: string; by: string; at: string } | null;
};
