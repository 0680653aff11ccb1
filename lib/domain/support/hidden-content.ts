import { unzipSync } from 'fflate';

const MB = 1024 * 1024;
/** What a ZIP may say that it unpacks to. Nothing here unpacks one; whoever downloads it does. */
const zipLimits = { bytes: 500 * MB, entries: 10_000, ratio: 100, ratioFrom: 50 * MB };

/**
 * Reads a ZIP's directory alone: null, or why it is not taken. `fileBomb` for one that would grow past 500 MB, past
 * a hundredfold from 50 MB on, or holds more than 10,000 files; `fileDamaged` without a readable directory.
 */
export function zipRefusal(bytes: Uint8Array): 'fileBomb' | 'fileDamaged' | null {
  let [size, entries] = [0, 0];
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize;
        entries += 1;
        return false;
      },
    });
  } catch {
    return 'fileDamaged';
  }
  const isDense = size > zipLimits.ratioFrom && size > zipLimits.ratio * bytes.byteLength;
  return size > zipLimits.bytes || entries > zipLimits.entries || isDense ? 'fileBomb' : null;
}

const IEND = Buffer.from('0000000049454e44ae426082', 'hex');

/** How each kind of picture says where it ends. A JPEG does not: cameras write more behind its end mark. */
const endsWhole: Record<string, (file: Buffer) => boolean> = {
  // One that was cut short has no end: damaged, but nothing else besides.
  'image/png': (file) => !file.includes(IEND) || file.subarray(-IEND.length).equals(IEND),
  'image/gif': (file) => file[file.findLastIndex((byte) => byte !== 0)] === 0x3b,
  // RIFF counts what follows its own eight bytes, and pads to an even number.
  'image/webp': (file) => Math.abs(file.readUInt32LE(4) + 8 - file.length) <= 1,
};

/** As far as browsers and PDF readers look into a file to guess what it is. */
const GUESSED_FROM = 1_445;
const GUESSED = /%PDF-|<(?:!doctype|html|head|body|script|iframe|svg|style|object|embed)[\s/>]/i;

const ZIP_END = Buffer.from('504b0506', 'hex');
const ZIP_END_SIZE = 22;
const LONGEST_COMMENT = 65_535;

/** True when a ZIP's directory ends exactly where the file does: an unzipper takes such a file for a ZIP. */
function endsAsZip(file: Buffer): boolean {
  const from = Math.max(0, file.length - ZIP_END_SIZE - LONGEST_COMMENT);
  for (let at = file.indexOf(ZIP_END, from); at >= 0; at = file.indexOf(ZIP_END, at + 1)) {
    if (at + ZIP_END_SIZE > file.length) return false;
    if (at + ZIP_END_SIZE + file.readUInt16LE(at + 20) === file.length) return true;
  }
  return false;
}

/** True for a picture or a PDF that is something else as well: a page, a PDF, an archive, or anything after its end. */
export function isPolyglot(bytes: Uint8Array, mediaType: string): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (endsAsZip(file)) return true;
  if (!mediaType.startsWith('image/')) return false;
  const head = file.toString('latin1', 0, GUESSED_FROM);
  return GUESSED.test(head) || endsWhole[mediaType]?.(file) === false;
}
