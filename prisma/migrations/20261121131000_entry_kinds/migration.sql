-- Entries of one kind, newest first, in a wallet of millions. Deductions are nearly all of them and need no index: theirs
-- are found by the key, and the fastest command does not pay for one.
CREATE INDEX "Entry_kind" ON "Entry" ("organisationId", kind, seq) WHERE kind <> 'deduct';
