import { randomBytes } from 'node:crypto';
import type { Reply } from './http';
import { styles } from './styles';

/** Markup that is safe to insert; made by `html` alone, which escapes everything else. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | false | undefined | Part[];

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(render).join('');
  if (part === null || part === undefined || part === false) return '';
  return escape(String(part));
}

export const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, piece, at) => text + render(parts[at - 1]) + piece));
}

interface Page {
  title: string;
  body: Html;
  status?: number;
  /** Further Content-Security-Policy directives. */
  policy?: string;
}

/** A whole page without scripts, under a policy that lets nothing in from outside. */
export function htmlPage({ title, body, status = 200, policy = '' }: Page): Reply {
  const nonce = randomBytes(16).toString('base64');
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">
          ${new Html(styles)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; base-uri 'none'; frame-ancestors 'none'; ${policy}`,
      // "same-origin" and not "no-referrer": the latter would turn the Origin of our forms into "null".
      'referrer-policy': 'same-origin',
    },
    body: page.text,
  };
}

/** The frame of the operator's pages: the sandbox mark and the way between events and mail. */
export function operatorPage(
  title: string,
  here: 'events' | 'subscriptions' | 'mail' | 'telegram',
  body: Html,
  policy?: string,
): Reply {
  const current = (name: string) => (name === here ? html` aria-current="page"` : null);
  return htmlPage({
    title: `${title} · Sandbox`,
    policy,
    body: html` <header class="bar">
        <span class="mark">Sandbox</span><span>No money moves and no mail leaves this machine.</span>
        <nav aria-label="Sandbox">
          <a href="/sandbox" ${current('events')}>Payments</a
          ><a href="/sandbox/subscriptions" ${current('subscriptions')}>Subscriptions</a>
          <a href="/mail" ${current('mail')}>Mail</a> <a href="/telegram" ${current('telegram')}>Telegram</a>
        </nav>
      </header>
      <main class="wide">
        <h1>${title}</h1>
        ${body}
      </main>`,
  });
}
