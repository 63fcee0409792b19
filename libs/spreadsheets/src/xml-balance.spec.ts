import { isBalancedXml } from './xml-balance.js';

const balanced = (xml: string): boolean => isBalancedXml(Buffer.from(xml, 'utf8'));

describe('balanced XML', () => {
  it.each([
    '<a/>',
    '<?xml version="1.0"?>\n<a x="1"><b/>沈禾</a>\n',
    '<a><!-- <b> --><c/></a>',
    '<a><![CDATA[<b> ]] > ]]></a>',
    '<a x="1 > 0" y=\'"/>\'><b></b></a>',
  ])('is %s', (xml) => expect(balanced(xml)).toBe(true));

  it.each([
    '',
    '沈禾',
    '<a>',
    '<a><b></a>',
    '</a>',
    '<a><b </a>',
    '<a/',
    '<a><!-- </a>',
    '<a><![CDATA[</a>',
    '<a x="</a>',
  ])('is not %s', (xml) => expect(balanced(xml)).toBe(false));

  it('is lost wherever a text is cut', () => {
    const xml = '<a x="1"><row r="1"><c r="A1" t="s"><v>0</v></c></row></a>';
    for (let end = 0; end < xml.length; end++) expect(balanced(xml.slice(0, end))).toBe(false);
  });
});
