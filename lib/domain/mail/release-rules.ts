import type { InboundStatus } from './schema';

/** The statuses from which somebody may still decide on a mail. */
export const openFrom = ['quarantined', 'parked'] as const satisfies readonly InboundStatus[];

/** A bounce is about a mail, and what cannot be read says nothing: neither belongs into a request. */
export const isOpen = ({ status, reason }: { status: InboundStatus; reason: string | null }): boolean =>
  status === 'quarantined' || (status === 'parked' && reason !== 'bounce');
