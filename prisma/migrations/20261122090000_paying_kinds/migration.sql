-- New kinds stand in a migration of their own: PostgreSQL lets nobody use a value in the transaction that adds it.
ALTER TYPE "JournalKind" ADD VALUE 'invoice';
ALTER TYPE "JournalKind" ADD VALUE 'payment';
ALTER TYPE "JournalKind" ADD VALUE 'void';
ALTER TYPE "JournalKind" ADD VALUE 'write_off';
ALTER TYPE "JournalKind" ADD VALUE 'refund';
ALTER TYPE "JournalKind" ADD VALUE 'dispute';
ALTER TYPE "JournalKind" ADD VALUE 'correction';
ALTER TYPE "OperationKind" ADD VALUE 'claw';
ALTER TYPE "SubscriptionCollection" RENAME VALUE 'manual' TO 'invoice';
ALTER TYPE "SubscriptionStatus" ADD VALUE 'incomplete' BEFORE 'active';
ALTER TYPE "SubscriptionStatus" ADD VALUE 'trialing' BEFORE 'active';
ALTER TYPE "SubscriptionStatus" ADD VALUE 'unpaid' BEFORE 'cancelled';
ALTER TYPE "SubscriptionStatus" ADD VALUE 'paused' BEFORE 'cancelled';
