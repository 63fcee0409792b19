import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { deriveEventId, uuidV5 } from './event-id.js';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('ids derived from names', () => {
  it('are those of RFC 9562, appendix A.4', () => {
    expect(uuidV5(DNS, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('follow the definition for any name', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: 'grapheme', maxLength: 40 }), (namespace, name) => {
        const digest = createHash('sha1')
          .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
          .update(name)
          .digest();
        const bytes = digest.subarray(0, 16);
        bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
        bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
        expect(uuidV5(namespace, name).replaceAll('-', '')).toBe(bytes.toString('hex'));
      }),
    );
  });

  it('are the same for a repeated command, and others for each of its events', () => {
    const command = '0f2f3a8e-6c2c-4f57-9d4e-3c1a5d2e7b90';
    expect(deriveEventId(command, 0)).toBe(uuidV5(command, '0'));
    expect(deriveEventId(command, 12)).toBe(uuidV5(command, '12'));
    expect(new Set(Array.from({ length: 50 }, (_, index) => deriveEventId(command, index))).size).toBe(50);
  });

  it('need a UUID and a name of reasonable length', () => {
    expect(() => uuidV5('not-a-uuid', 'x')).toThrow('not a lower-case UUID');
    expect(() => uuidV5('zba7b810-9dad-11d1-80b4-00c04fd430c8', 'x')).toThrow('not a lower-case UUID');
    expect(() => uuidV5('6ba7b810-9dad-11d1-80b400-c04fd430c8', 'x')).toThrow('not a lower-case UUID');
    expect(() => uuidV5('6BA7B810-9dad-11d1-80b4-00c04fd430c8', 'x')).toThrow('not a lower-case UUID');
    expect(() => uuidV5(DNS, 'x'.repeat(257))).toThrow(RangeError);
  });
});
