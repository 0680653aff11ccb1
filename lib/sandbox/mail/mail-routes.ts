import { html, operatorPage, type Html } from '../html';
import { json, type Incoming, type Reply, type Route } from '../http';
import { type MailIn, answerForm, answerRoutes } from './answer-routes';
import type { Mail, MailStore, MailSummary } from './store';

const inboxLimit = 200;
const apiLimit = 100;

function inboxRow(mail: MailSummary): Html {
  return html`<tr>
    <td class="lead"><a href="/mail/${mail.id}">${mail.subject || '(no subject)'}</a></td>
    <td>${mail.to}</td>
    <td class="mono">${mail.receivedAt.slice(0, 19).replace('T', ' ')}</td>
    <td class="muted">${mail.from}</td>
  </tr>`;
}

function inbox(store: MailStore, to: string | null, mayWrite: boolean): Reply {
  const mails = store.list(to, inboxLimit);
  const table = html`<div class="scroll" role="region" aria-label="Received mail" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Subject</th>
          <th scope="col">To</th>
          <th scope="col">Received (UTC)</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        ${mails.map(inboxRow)}
      </tbody>
    </table>
  </div>`;
  const empty = to
    ? html`<p class="empty">No mail to ${to}. <a href="/mail">Show all mail</a></p>`
    : html`<p class="empty">No mail yet. Everything the portal sends appears here.</p>`;
  return operatorPage(
    'Mail',
    'mail',
    html`<form class="inline" method="get" action="/mail">
        <label
          >To <input class="long" name="to" type="email" value="${to ?? ''}" placeholder="name@example.com"
        /></label>
        <button class="small">Filter</button>
        ${mayWrite ? html`<a href="/mail/new">Write a mail</a>` : null}
      </form>
      ${mails.length > 0 ? table : empty}`,
  );
}

function mailPage(mail: Mail, mailIn: MailIn | undefined, isSent: boolean): Reply {
  const facts: [string, string][] = [
    ['From', mail.from],
    ['To', mail.to],
    ['Received', mail.receivedAt],
    ['Message-ID', mail.messageId ?? 'none'],
  ];
  // Sandboxed without scripts and without our origin; a person's click may still open a link in the whole window.
  const frame = html`<iframe
    title="Message as HTML"
    src="/mail/${mail.id}/html"
    sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
  ></iframe>`;
  return operatorPage(
    mail.subject || '(no subject)',
    'mail',
    html`${isSent ? html`<p role="status">The reply is on its way to the portal.</p>` : null}
      <dl class="rows">
        ${facts.map(
          ([name, value]) =>
            html`<div>
              <dt class="muted">${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${mail.html ? frame : null}
      <h2>Text</h2>
      <pre>${mail.text}</pre>
      <p><a href="/mail/${mail.id}/raw">Raw message</a></p>
      ${answerForm(mail, mailIn)}`,
    "frame-src 'self';",
  );
}

const bodyPolicy = [
  "default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http://127.0.0.1:* http://localhost:*; font-src https: data:; frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
].join('; ');

function bodyOf(mail: Mail): Reply {
  const base = '<base target="_top">';
  // Mail templates open a new window; here a click goes where the person already is.
  const source = (mail.html ?? '').replaceAll(/\starget=(["'])_blank\1/gi, '');
  const body = /<head[^>]*>/i.test(source)
    ? source.replace(/<head[^>]*>/i, (head) => head + base)
    : base + source;
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': bodyPolicy },
    body,
  };
}

/** The mail view for people, and the same as JSON for tests; with a listener of the portal's, mails can be answered. */
export function mailRoutes(store: MailStore, mailIn?: MailIn): Route[] {
  const missing = operatorPage('No such mail', 'mail', html`<p><a href="/mail">All mail</a></p>`);
  const withMail = (show: (mail: Mail, request: Incoming) => Reply) => (request: Incoming) => {
    const mail = store.get(request.params.id ?? '');
    return mail ? show(mail, request) : { ...missing, status: 404 };
  };
  return [
    { method: 'GET', path: '/mail', handle: (request) => inbox(store, request.query.get('to'), !!mailIn) },
    {
      method: 'GET',
      path: '/mail/api',
      handle: (request) => json(store.list(request.query.get('to'), apiLimit).map(({ id }) => store.get(id))),
    },
    ...answerRoutes(store, mailIn),
    {
      method: 'GET',
      path: '/mail/:id',
      handle: withMail((mail, { query }) => mailPage(mail, mailIn, query.has('sent'))),
    },
    { method: 'GET', path: '/mail/:id/html', handle: withMail(bodyOf) },
    {
      method: 'GET',
      path: '/mail/:id/raw',
      handle: withMail((mail) => ({
        status: 200,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: store.raw(mail.id) ?? '',
      })),
    },
  ];
}
