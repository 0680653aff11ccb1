-- Alone in its migration: a value of an enum cannot be used in the transaction that adds it.
ALTER TYPE "RequestStatus" ADD VALUE 'unpaid' BEFORE 'new';
ALTER TYPE "PurchaseOrigin" ADD VALUE 'request';
