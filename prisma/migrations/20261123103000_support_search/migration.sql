-- Search of requests in English, French and Arabic: one document a request, kept by triggers. Notes are not in it.

-- The words of a text in all three languages; Arabic only where there is an Arabic letter.
CREATE FUNCTION support_lexemes(p_text text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('english', left(p_text, 100000)) || to_tsvector('french', left(p_text, 100000))
    || CASE WHEN p_text ~ '[\u0600-\u06FF]' THEN to_tsvector('arabic', left(p_text, 100000)) ELSE ''::tsvector END $$;

-- `REQ-2026-000123` as a whole, without its name, without its year, and without its zeros: what people type.
CREATE FUNCTION support_number_lexemes(p_number text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(array_remove(ARRAY[lower(p_number), substr(p_number, 5), split_part(p_number, '-', 3), ltrim(split_part(p_number, '-', 3), '0')], '')) $$;

-- What somebody typed: all words, «phrases», -without; the last word also as a beginning, but not of a phrase or of
-- alternatives. In Arabic only what has an Arabic letter: documents without one hold no such words, and «-without» would
-- find them all. An empty query finds nothing.
CREATE FUNCTION support_query(p_text text) RETURNS tsquery LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  typed text := btrim(left(p_text, 200));
  is_plain boolean := typed !~* '"|\mor\M';
  head text := CASE WHEN is_plain THEN regexp_replace(typed, '\S+$', '') ELSE typed END;
  tail text := CASE WHEN is_plain THEN substring(typed FROM '(\S+)$') ELSE '' END;
  total tsquery := ''::tsquery;
  language regconfig;
  first tsquery;
  last tsquery;
BEGIN
  FOREACH language IN ARRAY CASE WHEN typed ~ '[\u0600-\u06FF]' THEN ARRAY['english', 'french', 'arabic']::regconfig[]
                                 ELSE ARRAY['english', 'french']::regconfig[] END LOOP
    first := websearch_to_tsquery(language, head);
    last := CASE WHEN tail ~ '^[[:alnum:]]{2,}$' THEN to_tsquery(language, tail || ':*')
                 ELSE websearch_to_tsquery(language, coalesce(tail, '')) END;
    first := CASE WHEN numnode(first) = 0 THEN last WHEN numnode(last) = 0 THEN first ELSE first && last END;
    total := CASE WHEN numnode(first) = 0 THEN total WHEN numnode(total) = 0 THEN first ELSE total || first END;
  END LOOP;
  IF typed ~* '^(req-)?[0-9][0-9-]*$' THEN
    first := quote_literal(lower(typed))::tsquery;
    total := CASE WHEN numnode(total) = 0 THEN first ELSE total || first END;
  END IF;
  RETURN total;
END $$;

CREATE FUNCTION search_request() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  messages tsvector := ''::tsvector;
BEGIN
  -- A changed subject or description writes the document anew; what its messages said is kept.
  IF TG_OP = 'UPDATE' THEN
    SELECT coalesce(ts_filter(document, '{c}'), ''::tsvector) INTO messages FROM "RequestSearch"
    WHERE "organisationId" = NEW."organisationId" AND "requestId" = NEW.id;
  END IF;
  INSERT INTO "RequestSearch" ("organisationId", "requestId", "changedAt", document)
  VALUES (NEW."organisationId", NEW.id, NEW."updatedAt",
    setweight(support_number_lexemes(NEW.number), 'A') || setweight(support_lexemes(NEW.subject), 'A')
      || setweight(support_lexemes(NEW.description), 'B') || coalesce(messages, ''::tsvector))
  ON CONFLICT ("organisationId", "requestId") DO UPDATE SET document = excluded.document, "changedAt" = excluded."changedAt";
  RETURN NULL;
END $$;

-- An edited message leaves its old words in: they are in its history too. Beyond 600 kB a thread is not searched further.
CREATE FUNCTION search_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "RequestSearch" SET "changedAt" = greatest("changedAt", NEW."createdAt"),
    document = CASE WHEN pg_column_size(document) > 600000 THEN document
                    ELSE document || setweight(support_lexemes(left(NEW.body, 20000)), 'C') END
  WHERE "organisationId" = NEW."organisationId" AND "requestId" = NEW."requestId";
  RETURN NULL;
END $$;

CREATE TRIGGER search AFTER INSERT OR UPDATE OF subject, description, number ON "Request" FOR EACH ROW EXECUTE FUNCTION search_request();
CREATE TRIGGER search AFTER INSERT OR UPDATE OF body ON "Message" FOR EACH ROW EXECUTE FUNCTION search_message();

-- What is there already.
INSERT INTO "RequestSearch" ("organisationId", "requestId", "changedAt", document)
SELECT r."organisationId", r.id, r."updatedAt",
  setweight(support_number_lexemes(r.number), 'A') || setweight(support_lexemes(r.subject), 'A')
    || setweight(support_lexemes(r.description), 'B') || setweight(support_lexemes(coalesce(m.words, '')), 'C')
FROM "Request" r LEFT JOIN LATERAL (
  SELECT left(string_agg(body, E'\n' ORDER BY "createdAt"), 100000) AS words FROM "Message" m
  WHERE m."organisationId" = r."organisationId" AND m."requestId" = r.id) m ON true;
CREATE INDEX "RequestSearch_document" ON "RequestSearch" USING gin (document);
