'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { limits } from '@/lib/domain/support/schema';
import type { AttachmentDto } from '@/lib/domain/support/schema.dto';
import { uploadFile } from './upload-file';

export type Upload = {
  key: string;
  name: string;
  state: 'uploading' | 'failed' | 'done';
  share: number;
  reason?: string;
  file?: AttachmentDto;
};

export type Uploads = {
  list: Upload[];
  /** The ids of what is uploaded, in the order in which it was added. */
  ids: string[];
  isBusy: boolean;
  /** For screen readers: what happened last. */
  news: string;
  add: (files: readonly File[]) => void;
  retry: (key: string) => void;
  remove: (key: string) => void;
  clear: () => void;
};

let lastKey = 0;
/** Not crypto.randomUUID: browsers lack it on plain http, where a portal may well run inside a company. */
const nextKey = () => `upload-${++lastKey}`;

const doneUpload = (file: AttachmentDto): Upload => ({
  ...{ key: file.id, name: file.fileName, state: 'done', share: 1, file },
});

/** The files of one message: uploaded as soon as they are chosen, so that sending is quick. */
export function useUploads(
  address: string,
  removeOne: (input: { attachmentId: string }) => Promise<unknown>,
  initial: AttachmentDto[] = [],
): Uploads {
  const t = useTranslations('support.files');
  const [list, setList] = useState<Upload[]>(() => initial.map(doneUpload));
  const [news, setNews] = useState('');
  const running = useRef(new Map<string, { source: File; abort: AbortController }>());
  const change = useCallback(
    (key: string, over: Partial<Upload>) =>
      setList((before) => before.map((one) => (one.key === key ? { ...one, ...over } : one))),
    [],
  );
  useEffect(() => {
    const live = running.current;
    return () => live.forEach(({ abort }) => abort.abort());
  }, []);

  const start = async (key: string, source: File) => {
    const abort = new AbortController();
    running.current.set(key, { source, abort });
    change(key, { state: 'uploading', share: 0, reason: undefined });
    const result = await uploadFile(address, source, (share) => change(key, { share }), abort.signal);
    if (abort.signal.aborted) return;
    const { name } = source;
    if (result.ok) {
      change(key, { state: 'done', share: 1, file: result.file, name: result.file.fileName });
      setNews(t('uploaded', { name: result.file.fileName }));
    } else {
      const reason = result.reason ?? t('network');
      change(key, { state: 'failed', reason });
      setNews(t('failed', { name, reason }));
    }
  };

  const add = (files: readonly File[]) => {
    const room = limits.attachments - list.length;
    if (files.length > room) setNews(t('tooMany', { max: limits.attachments }));
    const taken = files.slice(0, Math.max(room, 0)).map((source) => ({ key: nextKey(), source }));
    setList((before) => [
      ...before,
      ...taken.map(({ key, source }): Upload => ({ key, name: source.name, state: 'uploading', share: 0 })),
    ]);
    for (const { key, source } of taken) {
      if (source.size <= limits.attachmentBytes) void start(key, source);
      else change(key, { state: 'failed', reason: t('tooLarge') });
    }
  };

  const remove = (key: string) => {
    running.current.get(key)?.abort.abort();
    const gone = list.find((one) => one.key === key);
    setList((before) => before.filter((one) => one.key !== key));
    // When this fails the nightly cleaning removes it.
    if (gone?.file) void removeOne({ attachmentId: gone.file.id }).catch(() => undefined);
  };

  return {
    list,
    ids: list.flatMap(({ file }) => (file ? [file.id] : [])),
    isBusy: list.some(({ state }) => state === 'uploading'),
    news,
    add,
    retry: (key) => {
      const source = running.current.get(key)?.source;
      if (source) void start(key, source);
    },
    remove,
    clear: () => setList([]),
  };
}
