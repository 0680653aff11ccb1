import { createTransport } from 'nodemailer';
import { html, operatorPage, type Html } from '../html';
import {
  HttpRefusal,
  json,
  redirect,
  requireOwnOrigin,
  type Incoming,
  type Reply,
  type Route,
} from '../http';
import {
  answerSubject,
  answerTo,
  compose,
  kinds,
  languages,
  programs,
  type Kind,
  type Language,
  type Program,
  type Writing,
} from './answer';
import type { Mail, MailStore } from './store';

/** The listener of mail, and the name under which it believes a mail server. */
export interface MailIn {
  port: number;
  authservId: string;
  /** Where people write to. */
  support: string;
}

const PROGRAMS: Record<Program, string> = {
  gmail: 'Gmail',
  outlook: 'Outlook',
  apple: 'Apple Mail (iPhone)',
};
const LANGUAGES: Record<Language, string> = { en: 'English', fr: 'French', ar: 'Arabic' };
const KINDS: Record<Kind, string> = {
  person: 'A person, proven by the mail server',
  forged: 'A forger, whom the mail server does not believe',
  automatic: 'An automatic answer',
};

const options = (names: Record<string, string>): Html[] =>
  Object.entries(names).map(([value, name]) => html`<option value="${value}">${name}</option>`);

/** What stands below a mail: answering it as its reader would. */
export function answerForm(mail: Mail, mailIn: MailIn | undefined): Html | null {
  if (!mailIn) return null;
  return html`<h2>Reply</h2>
    <p class="muted">Goes from ${mail.to} to ${answerTo(mail)}, by SMTP to the portal.</p>
    <form class="written" method="post" action="/mail/${mail.id}/reply">
      <label>Words <textarea name="text" rows="4" required></textarea></label>
      <div class="row">
        <label
          >Written with
          <select name="program">
            ${options(PROGRAMS)}
          </select></label
        >
        <label
          >Language
          <select name="language">
            ${options(LANGUAGES)}
          </select></label
        >
        <label
          >By
          <select name="kind">
            ${options(KINDS)}
          </select></label
        >
      </div>
      <button class="small">Send the reply</button>
    </form>`;
}

function newMailPage(mailIn: MailIn, sent: boolean): Reply {
  return operatorPage(
    'Write a mail',
    'mail',
    html`${sent ? html`<p role="status">The mail is on its way. <a href="/mail">All mail</a></p>` : null}
      <form class="written" method="post" action="/mail/new">
        <label>From <input name="from" required placeholder="name@example.com" /></label>
        <label>To <input name="to" type="email" required value="${mailIn.support}" /></label>
        <label>Subject <input name="subject" /></label>
        <label>Words <textarea name="text" rows="6" required></textarea></label>
        <label
          >By
          <select name="kind">
            ${options(KINDS)}
          </select></label
        >
        <button class="small">Send the mail</button>
      </form>`,
  );
}

const isJson = ({ headers }: Incoming) => (headers['content-type'] ?? '').startsWith('application/json');

/** A form's fields, or those of a JSON body: tests send that. */
function fieldsOf(request: Incoming): Record<string, string> {
  const { body } = request;
  if (!isJson(request)) return Object.fromEntries(new URLSearchParams(body));
  const given = JSON.parse(body) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
}

function one<T extends string>(choices: readonly T[], value: string | undefined): T {
  const found = choices.find((choice) => choice === value) ?? choices[0];
  if (!found) throw new HttpRefusal(json({ error: 'There is no choice.' }, 400));
  return found;
}

/** Hands a mail to the portal's listener, as the mail server in front of it does. */
async function send(writing: Writing, { port, authservId }: MailIn): Promise<void> {
  const raw = await compose(writing, authservId);
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  // Machines answer from nobody, so that nobody answers them.
  const from = writing.kind === 'automatic' ? '' : writing.from;
  try {
    await transport.sendMail({ envelope: { from, to: [writing.to] }, raw });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new HttpRefusal(json({ error: `The portal did not take it: ${said}` }, 502));
  } finally {
    transport.close();
  }
}

/** Writing mails to the portal: as an answer to one of its own, or anew. */
export function answerRoutes(store: MailStore, mailIn: MailIn | undefined): Route[] {
  if (!mailIn) return [];
  return [
    {
      method: 'GET',
      path: '/mail/new',
      handle: ({ query }) => newMailPage(mailIn, query.has('sent')),
    },
    {
      method: 'POST',
      path: '/mail/new',
      async handle(request) {
        requireOwnOrigin(request);
        const { from = '', to = mailIn.support, subject = '', text = '', kind } = fieldsOf(request);
        await send({ from, to, subject, text, kind: one(kinds, kind) }, mailIn);
        return isJson(request) ? json({ sent: true }) : redirect('/mail/new?sent');
      },
    },
    {
      method: 'POST',
      path: '/mail/:id/reply',
      async handle(request) {
        requireOwnOrigin(request);
        const mail = store.get(request.params.id ?? '');
        if (!mail) throw new HttpRefusal(json({ error: 'No such mail.' }, 404));
        const { text = '', from = mail.to, to = answerTo(mail), ...choice } = fieldsOf(request);
        const program = one(programs, choice.program);
        const language = one(languages, choice.language);
        const about = { subject: answerSubject(mail), kind: one(kinds, choice.kind) };
        await send({ from, to, text, ...about, answers: { mail, program, language } }, mailIn);
        return isJson(request) ? json({ sent: true }) : redirect(`/mail/${mail.id}?sent`);
      },
    },
  ];
}
