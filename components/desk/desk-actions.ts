import type { MuteAction } from '@/components/support/follow-switch';
import type { DeskMoneyActions } from '@/components/support/money-actions';
import type { ThreadTools } from '@/components/support/thread-tools';
import type { AskActions } from '@/components/approvals/ask-actions';
import type { Action } from '@/components/ui/action-result';

type OnRequest<More = object, Data = unknown> = Action<{ requestId: string } & More, Data>;

/** The desk's server actions, handed down by the page. Notes have one of their own. */
export type DeskActions = {
  reply: OnRequest<{ messageId: string; body: string; attachments?: string[]; then?: 'stay' | 'wait' }>;
  note: OnRequest<{ noteId: string; body: string; attachments?: string[] }>;
  editMessage: NonNullable<ThreadTools['editMessage']>;
  editNote: NonNullable<ThreadTools['editNote']>;
  mute: MuteAction;
  assign: OnRequest<{ expertId: string; fromExpertId: string | null }>;
  start: OnRequest;
  wait: OnRequest;
  resolve: OnRequest<{ resolution: string }, { charged: string }>;
  cancel: OnRequest<{ reason: string }, { released: string }>;
  removeUpload: (input: { attachmentId: string }) => Promise<unknown>;
  askOwner: AskActions;
} & DeskMoneyActions;
