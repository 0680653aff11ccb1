/** What a server action answers; the same shape as the adapters in lib/web give. */
export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; error: ActionFailure };

export interface ActionFailure {
  code: string;
  message: string;
  fields?: Record<string, string>;
  requestId?: string;
}

export type Action<Input, Data> = (input: Input) => Promise<ActionResult<Data>>;
