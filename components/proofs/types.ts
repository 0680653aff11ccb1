export type ProofState = 'submitted' | 'asked' | 'accepted' | 'rejected';

/** A proof of a transfer, as its customer sees it. Money in minor units, days as YYYY-MM-DD. */
export type ProofView = {
  id: string;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  statedMinor: string;
  statedOn: string;
  statedReference: string;
  status: ProofState;
  receivedMinor: string | null;
  receivedOn: string | null;
  reason: string | null;
  createdAt: string;
};
