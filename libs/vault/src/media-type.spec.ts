import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { agrees, MediaSniffer } from './media-type.js';
import { zipOf } from './testing/zip.js';

const sniff = (content: Buffer, part = content.length || 1) => {
  const sniffer = new MediaSniffer();
  for (let at = 0; at < content.length; at += part) sniffer.push(content.subarray(at, at + part));
  return sniffer.refused ? undefined : sniffer.end();
};
const pad = (head: string | Buffer) => Buffer.concat([Buffer.from(head), Buffer.alloc(100, 0x20)]);
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('a media type', () => {
  it.each<[string, Buffer, string | undefined]>([
    ['a PDF', pad('%PDF-1.7\n'), 'application/pdf'],
    ['a PNG', pad(Buffer.from('89504e470d0a1a0a', 'hex')), 'image/png'],
    ['a JPG', pad(Buffer.from('ffd8ffe0', 'hex')), 'image/jpeg'],
    ['a workbook', zipOf(['[Content_Types].xml', 'xl/workbook.xml']), XLSX],
    ['a document', zipOf(['word/document.xml', '[Content_Types].xml']), DOCX],
    [
      'a workbook with macros',
      zipOf(['[Content_Types].xml', 'xl/workbook.xml', 'xl/vbaProject.bin']),
      'application/zip',
    ],
    ['an archive', zipOf(['photo.jpg']), 'application/zip'],
    ['an archive that only quotes a workbook', zipOf(['xl/workbook.xml.txt']), 'application/zip'],
    ['an archive with a comment', zipOf(['[Content_Types].xml', 'xl/workbook.xml'], '注'), XLSX],
    ['an archive cut off', zipOf(['xl/workbook.xml']).subarray(0, 60), undefined],
    ['a web page', pad('<html><script>'), undefined],
    ['a program', pad('MZ\u0090'), undefined],
    ['a PDF with something before it', pad('x%PDF-1.7'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
    ['compressed noise', deflateRawSync(Buffer.alloc(1000, 'abc')), undefined],
  ])('of %s is told from its content, in one piece or byte by byte', (_name, content, media) => {
    expect(sniff(content)).toBe(media);
    expect(sniff(content, 1)).toBe(media);
  });

  it('of a large workbook is told from its end', () =>
    expect(sniff(zipOf(['[Content_Types].xml', 'xl/media/image.bmp', 'xl/workbook.xml'], '', 3_000_000), 65536)).toBe(
      XLSX,
    ));

  it('is told, or not, from any bytes at all without failing', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, archive) => {
        const content = archive
          ? Buffer.concat([Buffer.from('PK\u0003\u0004'), bytes, end(bytes)])
          : Buffer.from(bytes);
        expect(() => sniff(content, 7)).not.toThrow();
      }),
    ));

  function end(bytes: Uint8Array): Buffer {
    const record = Buffer.alloc(22);
    record.writeUInt32LE(0x06054b50, 0);
    record.writeUInt32LE(bytes[0] ?? 0, 12);
    return record;
  }
});

describe('what a sender says', () => {
  it.each([
    ['application/pdf', true],
    ['Application/PDF; name=a.pdf', true],
    ['application/octet-stream', true],
    ['', true],
    [undefined, true],
    ['image/png', false],
  ])('%s agrees with a PDF: %s', (stated, agreed) => expect(agrees(stated, 'application/pdf')).toBe(agreed));

  it('may be an old name', () => {
    expect(agrees('image/jpg', 'image/jpeg')).toBe(true);
    expect(agrees('application/x-zip-compressed', 'application/zip')).toBe(true);
  });
});
