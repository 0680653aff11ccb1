const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const text = (value) => String(value).replace(/[&<>"']/g, (sign) => escapes[sign]);

const page = (title, user, body) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${text(title)}</title>
    <style>body{font:15px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}nav{display:flex;gap:1rem}</style>
  </head>
  <body>
    <main>
    <h1>${text(title)}</h1>
    <p>Signed in here as <strong>${text(user.email)}</strong> (${text(user.role)}).</p>
    <nav><a href="/">Script</a><a href="/iframe">Iframe</a><a href="/api">API</a></nav>
    ${body}
    </main>
  </body>
</html>`;

/** The script: it asks this app for tokens, so an open page goes on for as long as somebody is signed in here. */
export const scriptPage = ({ portalUrl, deploymentId }, user) =>
  page(
    'Shop: help',
    user,
    `<p>Unread: <span id="badge">…</span></p>
    <div id="support"></div>
    <script>
      document.addEventListener('meterdesk:unread', ({ detail }) => {
        document.getElementById('badge').textContent = detail.unread;
      });
    </script>
    <script src="${text(new URL('/embed.js', portalUrl))}" data-deployment="${text(deploymentId)}"
      data-token-url="/token" data-target="#support" data-lang="${text(user.lang)}" async></script>`,
  );

/** The iframe alone: the token stands in the fragment, which no server is sent; it ends after five minutes. */
export const iframePage = ({ portalUrl, deploymentId }, user, token) =>
  page(
    'Shop: help in a frame',
    user,
    `<iframe title="Support" style="width:100%;height:40rem;border:0"
      src="${text(new URL(`/embed/${deploymentId}`, portalUrl))}#t=${text(token)}"></iframe>`,
  );

/** The API: this app shows its reporters' requests in its own words. */
export const apiPage = (user, { data }, { unread }) =>
  page(
    'Shop: your reports',
    user,
    `<p id="unread">Unread: ${text(unread)}</p>
    <ul>${data.map(({ number, subject, status }) => `<li>${text(number)}: ${text(subject)} (${text(status)})</li>`).join('')}</ul>
    <form method="post" action="/api">
      <label>What is wrong? <input name="subject" minlength="3" required></label>
      <button>Report it</button>
    </form>`,
  );

export const failurePage = (user, error) =>
  page('Shop: something went wrong', user, `<p role="alert">${text(error.message)}</p>`);
