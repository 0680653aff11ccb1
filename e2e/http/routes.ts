import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Who gets what, for each route that app/ has. One sign for each caller, in this order:
 * anonymous · member billing owner · expert agent finance admin.
 *
 * O the page or the data · I let in, and refused only for what was sent · S to the sign-in · R led elsewhere ·
 * N the same 404 as for an address that does not exist · U 401 · F 403 · M another method than the address takes
 */
export const routeTable: Record<string, string> = {
  'GET /': 'S RRR RRRR',

  'GET /sign-in': 'O RRR RRRR',
  'GET /sign-up': 'O RRR RRRR',
  'GET /forgot-password': 'O OOO OOOO',
  'GET /link/[purpose]': 'O OOO OOOO',
  'GET /new-organisation': 'S RRR RRRR',

  'GET /overview': 'S OOO RRRR',
  'GET /credits': 'S OOO RRRR',
  'GET /credits/prices': 'S OOO RRRR',
  'GET /credits/purchases/[id]': 'S OOO RRRR',
  'GET /credits/entries/[seq]': 'S OOO RRRR',
  'GET /usage': 'S OOO RRRR',
  'GET /credits/auto-top-up': 'S NOO RRRR',
  'GET /billing': 'S NOO RRRR',
  'GET /billing/tiers': 'S NOO RRRR',
  'GET /billing/payments/[id]': 'S NOO RRRR',
  'GET /billing/details': 'S NOO RRRR',
  'GET /billing/invoices': 'S NOO RRRR',
  'GET /billing/invoices/[number]': 'S NOO RRRR',
  'GET /billing/invoices/[number]/ubl.xml': 'U FOO UUUU',
  'GET /billing/invoices/credit-notes': 'S NOO RRRR',
  'GET /billing/invoices/credit-notes/[number]/ubl.xml': 'U FOO UUUU',
  'GET /billing/invoices/export.csv': 'U FOO UUUU',
  'GET /billing/invoices/export.json': 'U FOO UUUU',
  'GET /billing/statement': 'S NOO RRRR',
  'GET /billing/statement/export.csv': 'U FOO UUUU',
  'GET /billing/statement/export.json': 'U FOO UUUU',
  'GET /support': 'S OOO RRRR',
  'GET /support/new': 'S OOO RRRR',
  'GET /support/errors': 'S OOO RRRR',
  'GET /support/errors/[id]': 'S OOO RRRR',
  'GET /support/requests/[id]': 'S OOO RRRR',
  'GET /settings': 'S OOO OOOO',
  'GET /settings/sessions': 'S OOO OOOO',
  'GET /settings/members': 'S OOO RRRR',
  'GET /settings/notifications': 'S OOO RRRR',
  'GET /settings/organisation': 'S OOO RRRR',
  'GET /notifications': 'S OOO RRRR',
  'GET /staff/notifications': 'S NNN OOOO',
  'GET /admin/outbox': 'S NNN NNNO',
  'GET /unsubscribe/[token]': 'N NNN NNNN',
  'GET /rate/[token]': 'N NNN NNNN',
  'GET /api/unsubscribe/[token]': 'N NNN NNNN',
  'POST /api/unsubscribe/[token]': 'N NNN NNNN',
  'GET /approve/[token]': 'N NNN NNNN',
  // Shown by other apps; who is signed in here matters to none of it, a signed token alone does.
  'GET /embed/[deployment]': 'N NNN NNNN',
  'GET /api/embed/session': 'U UUU UUUU',
  'GET /api/embed/unread': 'U UUU UUUU',
  'GET /api/embed/requests': 'U UUU UUUU',
  'POST /api/embed/requests': 'U UUU UUUU',
  'GET /api/embed/requests/[number]': 'U UUU UUUU',
  'POST /api/embed/requests/[number]/messages': 'U UUU UUUU',
  'POST /api/embed/requests/[number]/read': 'U UUU UUUU',
  'POST /api/embed/attachments': 'U UUU UUUU',
  'GET /api/embed/attachments/[id]': 'U UUU UUUU',
  'GET /brand/[name]': 'N NNN NNNN',
  'GET /api/portal/notifications': 'U OOO UUUU',
  'GET /api/desk/notifications': 'U UUU OOOO',
  'POST /api/admin/brand/logo': 'U UUU FFFI',
  // Owners manage keys; the others read how calls are made, and try a key they were given.
  'GET /settings/developers': 'S OOO RRRR',
  'GET /settings/deployments': 'S OOO RRRR',

  'GET /desk': 'S NNN OONO',
  'GET /desk/queues': 'S NNN OONO',
  'GET /desk/approvals': 'S NNN OONO',
  'GET /desk/replies': 'S NNN OONO',
  'GET /desk/ratings': 'S NNN NONO',
  'GET /desk/service': 'S NNN NONO',
  'GET /desk/requests/[id]': 'S NNN OONO',
  'GET /desk/mail': 'S NNN NONO',
  'GET /desk/mail/[id]': 'S NNN NONO',

  'GET /finance/books': 'S NNN NNRR',
  'GET /finance/books/[tab]': 'S NNN NNOO',
  'GET /finance/books/[tab]/export.csv': 'U UUU FFOO',
  'GET /finance/books/ledger.journal': 'U UUU FFOO',
  'GET /finance/periods': 'S NNN NNOO',
  'GET /finance/periods/[month]': 'S NNN NNOO',
  'GET /finance/rates': 'S NNN NNOO',
  'GET /finance/reconciliation': 'S NNN NNOO',
  'GET /finance/reconciliation/[id]': 'S NNN NNOO',
  'GET /finance/reconciliation/subscriptions': 'S NNN NNOO',
  'GET /finance/reconciliation/[id]/export.csv': 'U UUU FFOO',
  'POST /api/finance/statements': 'U UUU FFII',
  'POST /api/finance/disputes/[id]/evidence': 'U UUU FFII',
  'GET /api/finance/disputes/[id]/evidence/[position]': 'U UUU FFOO',
  'GET /finance/revenue': 'S NNN NNOO',
  'GET /finance/receivables': 'S NNN NNOO',
  'GET /finance/payments': 'S NNN NNOO',
  'GET /finance/payments/disputes': 'S NNN NNOO',
  'GET /finance/payments/refunds': 'S NNN NNOO',
  'GET /finance/payments/[id]': 'S NNN NNOO',
  'GET /finance/proofs': 'S NNN NNOO',
  'GET /finance/proofs/[id]': 'S NNN NNOO',
  'GET /finance/disputes/[id]': 'S NNN NNOO',
  'GET /finance/invoices': 'S NNN NNOO',
  'GET /finance/invoices/[number]': 'S NNN NNOO',
  'GET /finance/invoices/credit-notes': 'S NNN NNOO',
  'GET /finance/invoices/export.csv': 'U UUU FFOO',
  'GET /finance/invoices/export.json': 'U UUU FFOO',
  'GET /finance/statements/[id]': 'S NNN NNOO',
  'GET /finance/statements/[id]/export.csv': 'U UUU FFOO',
  'GET /finance/statements/[id]/export.json': 'U UUU FFOO',
  'GET /finance/receivables/export.csv': 'U UUU FFOO',
  'GET /finance/revenue/cohorts': 'S NNN NNOO',
  'GET /finance/revenue/top': 'S NNN NNOO',
  'GET /finance/revenue/rows/[set]': 'S NNN NNOO',
  'GET /finance/revenue/export.csv': 'U UUU FFOO',
  'GET /finance/revenue/rows/[set]/export.csv': 'U UUU FFOO',

  'GET /admin/catalogue': 'S NNN NNNO',
  'GET /admin/catalogue/export.json': 'U UUU FFFO',
  'GET /admin/customers': 'S NNN NNOO',
  'GET /admin/customers/[id]': 'S NNN NNOO',
  'GET /admin/apps': 'S NNN NNNO',
  'GET /admin/apps/[id]': 'S NNN NNNO',
  'GET /admin/promotions': 'S NNN NNNO',
  'GET /admin/coupons': 'S NNN NNNO',
  'GET /admin/tax': 'S NNN NNNO',
  'GET /admin/service-levels': 'S NNN NNNO',
  'GET /admin/settings': 'S NNN NNNO',
  'GET /admin/people': 'S NNN NNNO',
  'GET /admin/jobs': 'S NNN NNNO',
  'GET /admin/audit': 'S NNN NNNO',

  'GET /docs/api': 'O OOO OOOO',
  'GET /docs/api/guide': 'O OOO OOOO',

  // A session opens nothing here: the public API knows keys only. Asked for one of its addresses, GET /credits/balance.
  'GET /api/v1/[...path]': 'U UUU UUUU',
  'HEAD /api/v1/[...path]': 'U UUU UUUU',
  'POST /api/v1/[...path]': 'M MMM MMMM',
  'PUT /api/v1/[...path]': 'M MMM MMMM',
  'PATCH /api/v1/[...path]': 'M MMM MMMM',
  'DELETE /api/v1/[...path]': 'M MMM MMMM',
  'OPTIONS /api/v1/[...path]': 'M MMM MMMM',

  'GET /api/auth/[...nextauth]': 'O OOO OOOO',
  'POST /api/auth/[...nextauth]': 'R RRR RRRR',
  'GET /api/health': 'O OOO OOOO',
  'GET /api/live': 'O OOO OOOO',
  'GET /api/metrics': 'U UUU UUUU',
  'POST /api/webhooks/mail/[provider]': 'U UUU UUUU',
  'POST /api/webhooks/paymob': 'U UUU UUUU',
  'POST /api/webhooks/stripe': 'U UUU UUUU',

  'GET /api/portal/warning': 'U OOO UUUU',
  'GET /api/portal/overview': 'U OOO UUUU',
  'GET /api/portal/purchases/[id]': 'U OOO UUUU',
  'GET /api/portal/support/requests/[id]': 'U OOO UUUU',
  'GET /api/portal/payments/[id]': 'U FOO UUUU',
  'POST /api/portal/payments/[id]/proofs': 'U FII UUUU',
  'GET /api/portal/proofs/[id]': 'U FOO UUUU',
  'GET /api/portal/documents/[id]': 'U FOO UUUU',
  'GET /api/portal/documents/[id]/file': 'U FOO UUUU',
  'GET /api/portal/exports': 'U OOO UUUU',
  'GET /api/portal/exports/[id]': 'U OOO UUUU',
  'GET /api/portal/exports/[id]/file': 'U OOO UUUU',
  'GET /api/portal/exports/direct': 'U III UUUU',
  'GET /api/portal/attachments/[id]': 'U OOO UUUU',
  'POST /api/portal/attachments': 'U III UUUU',
  'PUT /api/portal/drafts': 'U III UUUU',
  'PUT /api/portal/drafts/[requestId]': 'U III UUUU',
  'PUT /api/portal/support/requests/[id]/read': 'U III UUUU',
  'GET /api/portal/unread': 'U OOO UUUU',
  'GET /api/portal/events': 'U OOO UUUU',

  'GET /api/finance/proofs/[id]': 'U UUU FFOO',
  'GET /api/finance/documents/[id]': 'U UUU FFOO',
  'GET /api/finance/documents/[id]/file': 'U UUU FFOO',

  'GET /api/desk/events': 'U UUU OOOO',
  'GET /api/desk/unread': 'U UUU OOFO',
  'GET /api/desk/colleagues': 'U UUU OOFO',
  'PUT /api/desk/drafts/[requestId]': 'U UUU IIII',
  'PUT /api/desk/requests/[id]/read': 'U UUU IIII',
  'GET /api/desk/experts': 'U UUU OOFO',
  // Without a request in its address nobody looks at anything.
  'GET /api/desk/presence': 'U UUU NNFN',
  'POST /api/desk/presence': 'U UUU IIII',
  'DELETE /api/desk/presence': 'U UUU IIII',
  'GET /api/desk/requests/[id]/suggestions': 'U UUU OOFO',
  'GET /api/desk/requests/[id]/replies': 'U UUU OOFO',
  'GET /api/desk/requests/[id]': 'U UUU OOFO',
  'GET /api/desk/mail/[id]/raw': 'U UUU FOFO',
  'GET /api/desk/requests/[id]/attachments/[attachmentId]': 'U UUU OOFO',
  'POST /api/desk/requests/[id]/attachments': 'U UUU IIFI',
};

const METHOD = /export (?:const|async function|function) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g;
const RENAMED = /as (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g;

function methodsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(METHOD), ...source.matchAll(RENAMED)].map((found) => found[1] ?? '');
}

/** Every page and route file under app/, as `METHOD /address`. */
export function existingRoutes(): string[] {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => {
    const name = path.basename(file);
    const folder = path.dirname(`/${file}`);
    const address = folder.replaceAll(/\/\([^)]+\)/g, '') || '/';
    if (name === 'page.tsx') return [`GET ${address}`];
    if (name === 'route.ts') return methodsOf(path.join('app', file)).map((method) => `${method} ${address}`);
    return [];
  });
}
