'use server';

import { bulk as changeSeveral } from '@/lib/domain/desk/bulk';
import { BulkInput } from '@/lib/domain/desk/schema';
import { addNote } from '@/lib/domain/support/add-note';
import { assignRequest } from '@/lib/domain/support/assign-request';
import { cancelRequest } from '@/lib/domain/support/cancel-request';
import { editMessage as changeMessage } from '@/lib/domain/support/edit-message';
import { editNote as changeNote } from '@/lib/domain/support/edit-note';
import { muteRequest } from '@/lib/domain/support/mute-request';
import { removeAttachment } from '@/lib/domain/support/remove-attachment';
import { replyAsStaff } from '@/lib/domain/support/reply-as-staff';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import {
  AssignInput,
  AttachmentInput,
  CancelInput,
  NoteInput,
  RequestInput,
  ResolveInput,
  StaffReplyInput,
} from '@/lib/domain/support/schema';
import { EditMessageInput, EditNoteInput, MuteInput } from '@/lib/domain/support/schema.thread';
import { startWork } from '@/lib/domain/support/start-work';
import { waitForCustomer } from '@/lib/domain/support/wait-for-customer';
import { staffAction } from '@/lib/web/actions';

export const reply = staffAction(StaffReplyInput, replyAsStaff);
export const note = staffAction(NoteInput, addNote);
export const editMessage = staffAction(EditMessageInput, changeMessage);
export const editNote = staffAction(EditNoteInput, changeNote);
export const mute = staffAction(MuteInput, muteRequest);
export const assign = staffAction(AssignInput, assignRequest);
export const start = staffAction(RequestInput, startWork);
export const wait = staffAction(RequestInput, waitForCustomer);
export const resolve = staffAction(ResolveInput, resolveRequest);
export const cancel = staffAction(CancelInput, cancelRequest);
export const bulk = staffAction(BulkInput, changeSeveral);
export const removeUpload = staffAction(AttachmentInput, removeAttachment);
