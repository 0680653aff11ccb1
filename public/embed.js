/**
 * Shows the support inbox of Meterdesk inside another app's page:
 *
 *   <script src="https://portal.example.com/embed.js" data-deployment="dep_…" data-token-url="/support-token" async></script>
 *
 * `data-token-url` is an address of the app itself that answers `{"token": "…"}`, signed by its server with the
 * deployment's key, for whoever is signed in there. Optional: `data-target` (a CSS selector of the element to fill;
 * else the inbox stands where the script does), `data-lang` (en, fr, ar), `data-title`. The element that holds the inbox
 * fires `meterdesk:unread` with `detail.unread` for a badge of the app's own. No cookie is used anywhere.
 */
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const { deployment, tokenUrl, target, lang, title } = script.dataset;
  const portal = new URL(script.src).origin;

  if (!deployment || !tokenUrl) {
    console.error('meterdesk: data-deployment and data-token-url are needed');
    return;
  }

  const frame = document.createElement('iframe');
  const address = new URL(`/embed/${encodeURIComponent(deployment)}`, portal);
  if (lang) address.searchParams.set('lang', lang);
  frame.src = address.href;
  frame.title = title || 'Support';
  frame.style.cssText = 'width:100%;height:36rem;border:0;color-scheme:light dark';
  frame.referrerPolicy = 'origin';

  const place = () => {
    const holder = target ? document.querySelector(target) : null;
    if (target && !holder) console.error(`meterdesk: there is no ${target}`);
    if (holder) holder.append(frame);
    else script.after(frame);
  };

  const answer = (message) => frame.contentWindow?.postMessage(message, portal);

  /** The app's own server signs; what it says goes to the portal's origin and to nobody else. */
  const giveToken = async () => {
    try {
      const response = await fetch(tokenUrl, {
        credentials: 'same-origin',
        headers: { accept: 'application/json' },
      });
      const { token } = await response.json();
      answer({ type: 'meterdesk:token', token });
    } catch (error) {
      console.error(`meterdesk: no token from ${tokenUrl}`, error);
      answer({ type: 'meterdesk:token', token: null });
    }
  };

  window.addEventListener('message', (event) => {
    if (event.origin !== portal || event.source !== frame.contentWindow) return;
    const { type, unread, height } = event.data ?? {};
    if (type === 'meterdesk:token') void giveToken();
    if (type === 'meterdesk:height' && Number.isFinite(height))
      frame.style.height = `${Math.min(Math.max(height, 240), 4000)}px`;
    if (type === 'meterdesk:unread' && Number.isInteger(unread))
      (frame.parentElement ?? document).dispatchEvent(
        new CustomEvent('meterdesk:unread', { detail: { unread }, bubbles: true }),
      );
  });

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', place, { once: true });
  else place();
})();
