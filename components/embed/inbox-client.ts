import type { InboxRequest, InboxSummary } from '@/lib/domain/inbox/schema';
import type { AttachmentDto } from '@/lib/domain/support/schema.dto';
import type { TokenSource } from './token-source';

/** What went wrong, with the words of the server where it said any. */
export class InboxError extends Error {
  constructor(
    readonly kind: 'signedOut' | 'offline' | 'refused' | 'missing',
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message);
  }
}

export type Session = {
  email: string;
  isAdmin: boolean;
  categories: { code: string; name: string; hint: string }[];
};
export type Filing = {
  key: string;
  subject: string;
  body: string;
  category?: string;
  attachments: string[];
};

type Refusal = { detail?: string; fields?: Record<string, string> };

/** The calls of an embedded inbox: every one carries the token, and none a cookie. */
export class InboxClient {
  constructor(
    readonly source: TokenSource,
    private readonly lang: string,
  ) {}

  session = () => this.read<Session>('/session');
  list = (after?: string) =>
    this.read<{ rows: InboxSummary[]; next: string | null }>('/requests', after ? { after } : {});
  request = (number: string) => this.read<InboxRequest>(`/requests/${number}`);
  unread = () => this.read<{ unread: number }>('/unread');
  file = (filing: Filing) => this.post<{ number: string }>('/requests', filing);
  reply = (number: string, message: { messageId: string; body: string; attachments: string[] }) =>
    this.post<{ messageId: string }>(`/requests/${number}/messages`, message);
  markRead = (number: string, upTo: string) => this.post<null>(`/requests/${number}/read`, { upTo });

  async upload(file: File): Promise<AttachmentDto> {
    const response = await this.ask('/attachments', {
      method: 'POST',
      body: file,
      query: { name: file.name },
    });
    return (await response.json()) as AttachmentDto;
  }

  /** The bytes of a file: an address alone opens nothing here. */
  async download(id: string): Promise<Blob> {
    return (await this.ask(`/attachments/${id}`)).blob();
  }

  private async read<T>(path: string, query: Record<string, string> = {}): Promise<T> {
    return (await (await this.ask(path, { query })).json()) as T;
  }

  private async post<T>(path: string, body: object): Promise<T> {
    const response = await this.ask(path, { method: 'POST', body: JSON.stringify(body) });
    return (await response.json()) as T;
  }

  private async ask(
    path: string,
    {
      method = 'GET',
      body,
      query = {},
    }: { method?: string; body?: BodyInit; query?: Record<string, string> } = {},
    isSecondTry = false,
  ): Promise<Response> {
    const token = await this.source.get().catch(() => {
      throw new InboxError('signedOut', '');
    });
    const address = `/api/embed${path}?${new URLSearchParams({ ...query, lang: this.lang })}`;
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    const response = await fetch(address, {
      method,
      body,
      headers,
      credentials: 'omit',
      cache: 'no-store',
    }).catch(() => {
      throw new InboxError('offline', '');
    });
    if (response.ok) return response;
    if (response.status === 401) {
      this.source.drop();
      if (!isSecondTry) return this.ask(path, { method, body, query }, true);
      throw new InboxError('signedOut', '');
    }
    const refusal = (await response.json().catch(() => ({}))) as Refusal;
    throw new InboxError(
      response.status === 404 ? 'missing' : 'refused',
      refusal.detail ?? '',
      refusal.fields,
    );
  }
}
