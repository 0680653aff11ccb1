-- What Prisma's schema cannot say of support: checks, one-at-a-time, the queue's indexes, guards, live changes.

ALTER TABLE "Request"
  ADD CONSTRAINT "Request_opened_by_one" CHECK (num_nonnulls("openedById", "contactId") = 1),
  ADD CONSTRAINT "Request_late_refund" CHECK ("lateRefundBps" BETWEEN 0 AND 10000 AND "lateReturnMicro" >= 0),
  ADD CONSTRAINT "Request_deployment_has_contact" CHECK ("deploymentId" IS NULL OR "contactId" IS NOT NULL);
-- One that is quoted costs nothing until its customer accepts a price.
ALTER TABLE "Request" DROP CONSTRAINT "Request_price",
  ADD CONSTRAINT "Request_price" CHECK ("priceMicro" > 0 OR "priceMicro" = 0 AND "holdId" IS NULL);
-- What was begun stays begun when its expert is gone: it waits in the queue for another one.
ALTER TABLE "Request" DROP CONSTRAINT "Request_assigned",
  ADD CONSTRAINT "Request_assigned" CHECK (status <> 'assigned' OR "expertId" IS NOT NULL);
ALTER TABLE "Message" ADD CONSTRAINT "Message_by_one" CHECK (num_nonnulls("authorId", "contactId") = 1);
ALTER TABLE "MessageEdit" ADD CONSTRAINT "MessageEdit_of_one" CHECK (num_nonnulls("messageId", "noteId") = 1);
ALTER TABLE "RequestParticipant"
  ADD CONSTRAINT "RequestParticipant_is_one" CHECK (num_nonnulls("userId", "contactId") = 1),
  ADD CONSTRAINT "RequestParticipant_unread" CHECK (unread >= 0);
ALTER TABLE "Rating" ADD CONSTRAINT "Rating_by_one" CHECK (num_nonnulls("ratedById", "contactId") = 1);
ALTER TABLE "Quote" ADD CONSTRAINT "Quote_price" CHECK ("priceMicro" > 0),
  ADD CONSTRAINT "Quote_hold" CHECK ((status = 'accepted') = ("holdId" IS NOT NULL));
ALTER TABLE "SupportCategory" ADD CONSTRAINT "SupportCategory_late_refund" CHECK ("lateRefundBps" BETWEEN 0 AND 10000);
ALTER TABLE "SupportCategoryPrice" ADD CONSTRAINT "SupportCategoryPrice_price" CHECK ("priceMinor" > 0);
ALTER TABLE "SlaSegment"
  ADD CONSTRAINT "SlaSegment_closed_whole" CHECK (("toAt" IS NULL) = ("businessMs" IS NULL)),
  ADD CONSTRAINT "SlaSegment_forward" CHECK ("toAt" >= "fromAt" AND "businessMs" >= 0);
ALTER TABLE "SlaClock" ADD CONSTRAINT "SlaClock_due" CHECK ((state = 'running') = ("dueAt" IS NOT NULL));
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_payload" CHECK ("payload" IS NOT NULL OR status IN ('sent', 'bounced'));
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_decided" CHECK ((status IN ('approved', 'rejected')) = ("decidedAt" IS NOT NULL));

CREATE UNIQUE INDEX "SlaSegment_one_open" ON "SlaSegment" ("organisationId", "requestId", kind) WHERE "toAt" IS NULL;
CREATE UNIQUE INDEX "Approval_one_pending" ON "Approval" ("organisationId", "requestId") WHERE status = 'pending';
CREATE UNIQUE INDEX "Quote_one_proposed" ON "Quote" ("organisationId", "requestId") WHERE status = 'proposed';
-- One that can be paid: money that comes for one that was given up is still taken, so that several may be paid.
CREATE UNIQUE INDEX "Purchase_one_a_request" ON "Purchase" ("organisationId", "requestId")
  WHERE "requestId" IS NOT NULL AND status = 'pending';

-- ── The queue: only open rows, in each of its orders ────────────────────────────────────────────────────
CREATE INDEX "Request_open_age" ON "Request" ("createdAt", id)
  WHERE status IN ('new', 'assigned', 'in_progress', 'waiting_on_customer');
CREATE INDEX "Request_open_touched" ON "Request" ("updatedAt" DESC, id DESC)
  WHERE status IN ('new', 'assigned', 'in_progress', 'waiting_on_customer');
CREATE INDEX "Request_open_urgent" ON "Request" (urgency DESC, "createdAt", id)
  WHERE status IN ('new', 'assigned', 'in_progress', 'waiting_on_customer');
-- What nothing is promised for stands last in it.
CREATE INDEX "Request_open_due" ON "Request" ("dueAt", id)
  WHERE status IN ('new', 'assigned', 'in_progress', 'waiting_on_customer');
CREATE INDEX "Request_open_expert" ON "Request" ("expertId", "createdAt", id)
  WHERE status IN ('new', 'assigned', 'in_progress', 'waiting_on_customer');
CREATE INDEX "Request_newest" ON "Request" ("createdAt" DESC, id DESC);
CREATE INDEX "Request_touched" ON "Request" ("updatedAt" DESC, id DESC);
CREATE INDEX "Request_resolved" ON "Request" ("resolvedAt") WHERE "resolvedAt" IS NOT NULL;
CREATE INDEX "Request_of_reporter" ON "Request" ("organisationId", "deploymentId", "contactId", "createdAt" DESC)
  WHERE "deploymentId" IS NOT NULL;

CREATE INDEX "SlaClock_near" ON "SlaClock" ("nearAt") WHERE state = 'running' AND "nearAt" IS NOT NULL AND "nearToldAt" IS NULL;
CREATE INDEX "SlaClock_due" ON "SlaClock" ("dueAt") WHERE state = 'running' AND "breachedAt" IS NULL;
CREATE INDEX "RequestParticipant_unread" ON "RequestParticipant" ("userId") WHERE unread > 0;
CREATE INDEX "Notification_unread" ON "Notification" ("userId") WHERE "readAt" IS NULL;
CREATE INDEX "Delivery_held" ON "Delivery" ("runAt") WHERE status = 'held';
CREATE INDEX "ApprovalAsk_remind" ON "ApprovalAsk" ("remindAt") WHERE "remindAt" IS NOT NULL AND "remindedAt" IS NULL;

-- ── Guards ──────────────────────────────────────────────────────────────────────────────────────────────
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "MessageEdit" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "ApprovalView" EXECUTE FUNCTION refuse_change();

-- A segment of a clock is closed once and is never anything else again; each begins where the one before it ended.
CREATE FUNCTION keep_segment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.position > 0 AND NOT EXISTS (
      SELECT FROM "SlaSegment" s
      WHERE (s."organisationId", s."requestId", s.kind, s.position) = (NEW."organisationId", NEW."requestId", NEW.kind, NEW.position - 1)
        AND s."toAt" = NEW."fromAt") THEN
      RAISE EXCEPTION 'a segment must begin where the one before it ended' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD."toAt" IS NULL AND to_jsonb(NEW) - 'toAt' - 'businessMs' = to_jsonb(OLD) - 'toAt' - 'businessMs' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'segments of service levels are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_segment BEFORE INSERT OR UPDATE OR DELETE ON "SlaSegment" FOR EACH ROW EXECUTE FUNCTION keep_segment();

-- Another price or scope than the owner was shown, or the end of the request: what was asked is void, whoever did it.
CREATE FUNCTION void_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  has_changed boolean := TG_ARGV[0] = 'changed';
BEGIN
  UPDATE "Approval" SET status = 'voided', "voidReason" = TG_ARGV[0]
  WHERE "organisationId" = NEW."organisationId" AND "requestId" = NEW.id AND status = 'pending';
  IF NEW.approval = 'pending' OR (has_changed AND NEW.approval = 'approved') THEN
    NEW.approval := 'voided';
    IF has_changed THEN
      INSERT INTO "RequestEvent" ("organisationId", id, "requestId", kind, data, "createdAt")
      VALUES (NEW."organisationId", typed_id('evt'), NEW.id, 'approvalVoided', '{}', NEW."updatedAt");
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER void_approval BEFORE UPDATE OF "scopeVersion" ON "Request" FOR EACH ROW
  WHEN (NEW."scopeVersion" > OLD."scopeVersion") EXECUTE FUNCTION void_approval('changed');
CREATE TRIGGER void_approval_at_end BEFORE UPDATE OF status ON "Request" FOR EACH ROW
  WHEN (NEW.status IN ('resolved', 'closed', 'cancelled') AND NEW.approval = 'pending')
  EXECUTE FUNCTION void_approval('ended');

ALTER TABLE "RequestPresence" SET UNLOGGED;

-- ── Live: who looks is told what changed, never what it says ────────────────────────────────────────────
CREATE FUNCTION live_notify() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r jsonb := to_jsonb(NEW);
BEGIN
  PERFORM pg_notify('live', jsonb_strip_nulls(jsonb_build_object(
    'k', TG_ARGV[0], 'o', r->'organisationId', 'r', r->'requestId', 'u', r->'userId'))::text);
  RETURN NULL;
END $$;
CREATE TRIGGER live AFTER INSERT OR UPDATE OF body ON "Message" FOR EACH ROW EXECUTE FUNCTION live_notify('message');
CREATE TRIGGER live AFTER INSERT OR UPDATE OF body ON "Note" FOR EACH ROW EXECUTE FUNCTION live_notify('note');
CREATE TRIGGER live AFTER INSERT ON "RequestEvent" FOR EACH ROW EXECUTE FUNCTION live_notify('event');
CREATE TRIGGER live AFTER UPDATE OF "readAt" ON "RequestParticipant" FOR EACH ROW EXECUTE FUNCTION live_notify('read');
CREATE TRIGGER live AFTER INSERT OR UPDATE ON "RequestPresence" FOR EACH ROW EXECUTE FUNCTION live_notify('presence');
CREATE TRIGGER live AFTER INSERT OR UPDATE OF "readAt" ON "Notification" FOR EACH ROW EXECUTE FUNCTION live_notify('bell');

-- Requests that were filed before: the key of their hold is the key of their filing now.
UPDATE "Request" r SET "idempotencyKey" = o."idempotencyKey", "requestHash" = o.metadata->>'contentHash'
FROM "Hold" h JOIN "Operation" o ON o."organisationId" = h."organisationId" AND o.id = h."operationId"
WHERE h."organisationId" = r."organisationId" AND h.id = r."holdId" AND o."idempotencyKey" LIKE 'file-request:%';
