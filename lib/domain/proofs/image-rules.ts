import { crc32 } from 'node:zlib';

export type ImageSize = { width: number; height: number };

const PNG_HEAD = 8;
const CHUNK_FRAME = 12;

/** The size of a PNG that is whole: every chunk with its checksum, picture data, and its end. Null: it is damaged. */
function pngSize(bytes: Buffer): ImageSize | null {
  let size: ImageSize | null = null;
  let hasData = false;
  for (let at = PNG_HEAD; at + CHUNK_FRAME <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const end = at + CHUNK_FRAME + length;
    if (end > bytes.length) return null;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (name === 'IHDR' && length === 13)
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    if (name === 'IDAT' && length > 0) hasData = true;
    if (name === 'IEND') return hasData ? size : null;
    at = end;
  }
  return null;
}

const START_OF_SCAN = 0xda;
// Start of frame, but for the three codes between them that mean something else.
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** The size of a JPEG with a frame, a scan and its end mark. Null: it is damaged. */
function jpegSize(bytes: Buffer): ImageSize | null {
  let size: ImageSize | null = null;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Fill bytes before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (isFrame(marker)) {
      if (at + 9 > bytes.length) return null;
      size = { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    }
    // Cameras write more behind the end mark: it need not be the last thing.
    if (marker === START_OF_SCAN) return bytes.indexOf('ffd9', end, 'hex') > end ? size : null;
    at = end;
  }
  return null;
}

/** The pixels of a PNG or JPEG by its own head, or null where it is cut off or damaged and no viewer could show it. */
export function imageSize(bytes: Uint8Array, mediaType: 'image/png' | 'image/jpeg'): ImageSize | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = mediaType === 'image/png' ? pngSize(buffer) : jpegSize(buffer);
  return size && size.width > 0 && size.height > 0 ? size : null;
}
