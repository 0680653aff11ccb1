import { describe, expect, it } from 'vitest';
import { png } from '@/lib/testing/png';
import { imageSize } from './image-rules';

/** The head of a JPEG of 3 × 2 with a comment, one scan of nonsense, and its end. */
const jpeg = Buffer.from(
  'ffd8' +
    'ffe00004abcd' +
    'ffff' +
    'c0000b080002000301011100' +
    'ffda000801010000003f00' +
    '1234567890' +
    'ffd9',
  'hex',
);
const without = (bytes: Buffer, last: number) => bytes.subarray(0, bytes.length - last);

describe('the size of a picture', () => {
  it('is what its head says', () => {
    expect(imageSize(png({ width: 7 }), 'image/png')).toEqual({ width: 7, height: 1 });
    expect(imageSize(jpeg, 'image/jpeg')).toEqual({ width: 3, height: 2 });
    expect(imageSize(Buffer.concat([jpeg, Buffer.from('from the camera')]), 'image/jpeg')).not.toBeNull();
  });

  it('is unknown where it is cut off, altered or has no picture in it', () => {
    for (let last = 1; last < png().length; last += 3)
      expect(imageSize(without(png(), last), 'image/png'), `${last}`).toBeNull();
    for (let last = 1; last < jpeg.length; last++)
      expect(imageSize(without(jpeg, last), 'image/jpeg'), `${last}`).toBeNull();
    const altered = png();
    altered[20] = 1;
    expect(imageSize(altered, 'image/png')).toBeNull();
    expect(imageSize(png({ width: 0 }), 'image/png')).toBeNull();
  });
});
