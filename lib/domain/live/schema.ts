/** What may change while somebody looks; the names are those of the triggers (`live_notify`). */
export const changeKinds = ['message', 'note', 'event', 'read', 'presence', 'bell'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What a browser is told: that something changed, never what it says. The page then reads as it always does. */
export type LiveChange = { kind: ChangeKind; requestId: string | null };
