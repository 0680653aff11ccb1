-- When the newest card was entered at the provider: what comes late of an older page does not displace it.
ALTER TABLE "AutoTopUp" ADD COLUMN "cardEnteredAt" TIMESTAMPTZ(3);
