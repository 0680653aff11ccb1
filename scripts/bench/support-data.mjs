// A desk of many years as SQL: requests in three languages, ten messages each, one in twenty still open.

const EXPERTS = 60;
const MESSAGES = 10;
const BODIES = 6_000;
const WORDS = 20_000;

const lists = {
  english: `the checkout fails invoice payment server error timeout login refund customer report export webhook credit balance
    migration database connection slow page customers upgrade plan deploy rollback cache queue worker token expired certificate
    browser mobile notification email delivery template currency rounding report dashboard filter search index`,
  french: `la facture paiement serveur erreur connexion lente client remboursement abonnement rapport exporter solde échoue
    navigateur certificat expiré courriel livraison modèle devise arrondi tableau filtre recherche mise jour panne réseau`,
  arabic: `المشكلة في الفاتورة الدفع الخادم خطأ الاتصال بطيء العميل استرداد الاشتراك تقرير تصدير الرصيد المتصفح الشهادة
    البريد التسليم القالب العملة التقريب اللوحة البحث الشبكة تحديث عطل`,
};
const array = (text) => `ARRAY['${text.trim().split(/\s+/).join("','")}']`;
const syllables = array('ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu');

/** A request of the story: which one it is says all else of it. */
const nth = (size) => `
  SELECT n, 'org_' || lpad((n % greatest(10, ${size} / 100))::text, 26, '0') AS organisation,
    'req_' || lpad(n::text, 26, '0') AS id, 'usr_expert' || n % ${EXPERTS} AS expert,
    'usr_member' || n % greatest(10, ${size} / 100) AS member, n > ${size} * 0.95 AS "isOpen",
    now() - interval '3 years' * (1 - n::float8 / (${size} + 1)) AS at
  FROM generate_series(1, ${size}) n`;

const body = (of) => `(SELECT body FROM bench_body b WHERE b.n = 1 + (${of}) % ${BODIES})`;

/** What the statements draw on: words as frequent as words are, bodies of thirty of them, and the people. */
export const story = (size) => `
  SELECT setseed(0.5);
  CREATE UNLOGGED TABLE bench_word AS SELECT n, CASE
      WHEN n < 300 THEN (${array(Object.values(lists).join(' '))})[1 + n % ${Object.values(lists).join(' ').trim().split(/\s+/).length}]
      WHEN n % 50 = 0 THEN 'E-' || n
      ELSE (${syllables})[1 + n % 20] || (${syllables})[1 + (n / 20) % 20] || (${syllables})[1 + (n / 400) % 20] || (${syllables})[1 + n / 8000] END AS word
    FROM generate_series(0, ${WORDS - 1}) n;
  CREATE UNIQUE INDEX ON bench_word (n);
  CREATE UNLOGGED TABLE bench_body AS SELECT n, body, setweight(support_lexemes(body), 'C') AS lexemes FROM (
    SELECT n, (SELECT string_agg(word, ' ') FROM (
      SELECT floor(${WORDS} * random() ^ 3)::int AS w FROM generate_series(1, 30 + n * 0)) picked JOIN bench_word ON bench_word.n = w) AS body
    FROM generate_series(1, ${BODIES}) n) made;
  CREATE UNIQUE INDEX ON bench_body (n);
  CREATE UNLOGGED TABLE bench_request AS ${nth(size)};
  CREATE UNIQUE INDEX ON bench_request (n);
  ANALYZE bench_word, bench_body, bench_request;
  CREATE AGGREGATE bench_joined (tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');
  INSERT INTO "Organisation" (id, name, "createdAt") SELECT DISTINCT organisation, 'Organisation ' || organisation, now() FROM bench_request;
  INSERT INTO "Wallet" ("organisationId", "updatedAt") SELECT DISTINCT organisation, now() FROM bench_request;
  INSERT INTO "User" (id, email, name, "emailVerifiedAt", "createdAt")
    SELECT DISTINCT member, member || '@meterdesk.test', member, now(), now() FROM bench_request;
  INSERT INTO "User" (id, email, name, "emailVerifiedAt", "staffRoles", "createdAt")
    SELECT DISTINCT expert, expert || '@meterdesk.test', expert, now(), '{expert}'::"StaffRole"[], now() FROM bench_request;
  INSERT INTO "Expert" ("userId", skills, capacity) SELECT DISTINCT expert, ARRAY['billing', 'databases'], 20 FROM bench_request;
`;

const openStatus = `(ARRAY['new', 'assigned', 'in_progress', 'waiting_on_customer'])[1 + n % 4]`;

/** Statements by the table they fill. */
export const tables = {
  Request: `
    INSERT INTO "Request" ("organisationId", id, number, "categoryCode", "categoryName", "serviceAffected", subject, description,
      urgency, status, "priceMicro", "priceFactors", "openedById", "expertId", "createdAt", "updatedAt", "firstAnsweredAt", "resolvedAt", "closedAt", "cancelledAt", "dueAt")
    SELECT organisation, id, 'REQ-' || to_char(at, 'YYYY') || '-' || lpad(n::text, 6, '0'), c.code, c.name, 'checkout',
      left(${body('bench_request.n * 7')}, 60), ${body('bench_request.n * 13')}, (ARRAY['normal', 'high', 'critical']::"Urgency"[])[1 + n % 3],
      (CASE WHEN "isOpen" THEN ${openStatus} WHEN n % 30 = 0 THEN 'cancelled' ELSE 'closed' END)::"RequestStatus",
      c."priceMicro", '[]', member, CASE WHEN "isOpen" AND n % 4 = 0 THEN NULL ELSE expert END, at, at + interval '10 hours',
      at + interval '1 hour', CASE WHEN NOT "isOpen" AND n % 30 > 0 THEN at + interval '2 days' END,
      CASE WHEN NOT "isOpen" AND n % 30 > 0 THEN at + interval '9 days' END,
      CASE WHEN NOT "isOpen" AND n % 30 = 0 THEN at + interval '1 day' END, CASE WHEN "isOpen" AND n % 4 < 3 THEN at + interval '3 days' END
    FROM bench_request, (SELECT * FROM "SupportCategory" ORDER BY position LIMIT 1) c`,
  Message: `
    INSERT INTO "Message" ("organisationId", id, "requestId", "authorId", side, body, "createdAt")
    SELECT organisation, 'msg_' || lpad((n * ${MESSAGES} + k)::text, 26, '0'), id, CASE WHEN k % 2 = 0 THEN member ELSE expert END,
      (CASE WHEN k % 2 = 0 THEN 'customer' ELSE 'staff' END)::"AuthorSide", ${body('bench_request.n * 31 + k * 17')}, at + interval '1 hour' * (k + 1)
    FROM bench_request, generate_series(0, ${MESSAGES - 1}) k`,
  RequestParticipant: `
    INSERT INTO "RequestParticipant" ("organisationId", id, "requestId", "userId", side, unread, "createdAt")
    SELECT organisation, 'par_' || lpad((n * 2 + k)::text, 26, '0'), id, CASE WHEN k = 0 THEN member ELSE expert END,
      (CASE WHEN k = 0 THEN 'customer' ELSE 'staff' END)::"AuthorSide", CASE WHEN "isOpen" THEN n % 3 ELSE 0 END, at
    FROM bench_request, generate_series(0, 1) k`,
  RequestSearch: `
    INSERT INTO "RequestSearch" ("organisationId", "requestId", "changedAt", document)
    SELECT organisation, id, at + interval '10 hours',
      setweight(support_number_lexemes('REQ-' || to_char(at, 'YYYY') || '-' || lpad(n::text, 6, '0')), 'A')
        || setweight(support_lexemes(left(${body('bench_request.n * 7')}, 60)), 'A') || setweight(support_lexemes(${body('bench_request.n * 13')}), 'B') || messages
    FROM bench_request, LATERAL (SELECT bench_joined(lexemes ORDER BY k) AS messages FROM generate_series(0, ${MESSAGES - 1}) k
      JOIN bench_body b ON b.n = 1 + (bench_request.n * 31 + k * 17) % ${BODIES}) said`,
};

export const endOfStory = `
  DROP AGGREGATE bench_joined (tsvector);
  DROP TABLE bench_request, bench_body, bench_word`;

/** What people type, by what it asks of the search; the words are of the story. */
export const searches = {
  'a word of nearly every request': 'checkout',
  'a rare word': 'E-15000',
  'two words': 'refund webhook',
  'the beginning of a word': 'certif',
  'French, in another form': 'facturer remboursements',
  'Arabic, with a preposition': 'بالفاتورة',
  'a phrase': '"payment server"',
  'a word without another': 'timeout -login',
  'a number': '000777',
  'what stands nowhere': 'zyzzyva',
};
