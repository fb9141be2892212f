import { toVcards } from '../../src/whatsapp/vcard';

describe('toVcards', () => {
  test('writes what is known of a person', () => {
    const card = {
      name: 'Iva Petrova',
      phones: ['+49 1512 0000001', '+49 1512 0000002'],
      emails: ['iva@petrova.example'],
      organisation: 'Petrova GmbH',
      title: 'CEO',
      addresses: ['Hauptstr. 1, 10115 Berlin'],
      urls: ['https://petrova.example'],
      birthday: '1980-01-01',
    };
    expect(toVcards([card]).split('\r\n')).toEqual([
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Iva Petrova',
      'N:Iva Petrova;;;;',
      'ORG:Petrova GmbH',
      'TITLE:CEO',
      'TEL:+49 1512 0000001',
      'TEL:+49 1512 0000002',
      'EMAIL:iva@petrova.example',
      'ADR:;;Hauptstr. 1\\, 10115 Berlin;;;;',
      'URL:https://petrova.example',
      'BDAY:1980-01-01',
      'END:VCARD',
      '',
    ]);
  });

  test('no value can end its line or begin another field', () => {
    const [, , name] = toVcards([{ name: 'A;B,C\\D\r\nTEL:1', phones: [], emails: [] }]).split('\r\n');
    expect(name).toBe('FN:A\\;B\\,C\\\\D\\nTEL:1');
  });

  test('a card that came whole stays as it is, half a card is written anew', () => {
    const whole = 'BEGIN:VCARD\nVERSION:3.0\nFN:Iva\nNOTE:mine\nEND:VCARD';
    const cards = [whole, 'BEGIN:VCARD…'].map((vcard) => ({ name: 'Iva', phones: [], emails: [], vcard }));
    expect(toVcards(cards)).toBe(
      `${whole}\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Iva\r\nN:Iva;;;;\r\nEND:VCARD\r\n`,
    );
  });
});
