import { closeLive } from '@/lib/domain/live/hub';

/**
 * Ends the streams of events when the server is told to stop: Next waits for every answer that is not at its end, so
 * one open stream would hold the process until it is killed.
 */
export function endStreamsWithServer(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void closeLive());
}
