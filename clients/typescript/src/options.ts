/** How a client is made. */
export type ClientOptions = {
  /** `md_live_…` or `md_test_…`. Keep it on your server. */
  key: string;
  /** The portal's address, for example https://portal.example.com */
  portal: string;
  /** For a key of an app: whose wallet, unless a call names another. */
  customer?: string;
  /** How often a call is tried again after 429, 502, 503, 504 or a broken connection. */
  retries?: number;
  /** How long one attempt may take. */
  timeoutMs?: number;
  /** The longest that the client waits between two attempts; a server that asks for more gets no further attempt. */
  maxWaitMs?: number;
  /** Another `fetch`, for tests and proxies. */
  fetch?: typeof fetch;
};

/** What a single call may say besides its input. */
export type CallOptions = {
  /**
   * Names the command: the same key never moves credits twice. Take one that your own data knows (`invoice-1042`), so that
   * a restart of your program repeats the command and not the deduction. Without one the client makes one for the call.
   */
  idempotencyKey?: string;
  customer?: string;
  signal?: AbortSignal;
};
