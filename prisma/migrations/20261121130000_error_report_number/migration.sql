-- Which report of its group it was: a repeat with the same key gives the same answer, whatever came after.
ALTER TABLE "ErrorReport" ADD COLUMN number BIGINT NOT NULL;
