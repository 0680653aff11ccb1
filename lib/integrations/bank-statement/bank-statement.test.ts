import { describe, expect, it } from 'vitest';
import { readCamt053 } from './camt053';
import { readAmount, readBankCsv, readDate } from './csv';
import type { CsvMapping } from './csv-mapping';

const entry = (inner: string, over: Record<string, string> = {}) => {
  const { sign = 'CRDT', status = '<Sts><Cd>BOOK</Cd></Sts>', amount = '1518.44', more = '' } = over;
  return `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd>${status}<BookgDt><Dt>2026-11-20</Dt></BookgDt>${more}${inner}</Ntry>`;
};
const balance = (code: string, amount: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>`;
const camt = (body: string, version = '08') =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id><Acct><Id><IBAN>PL61 1090 1014 0000 0712 1981 2874</IBAN></Id><Ccy>EUR</Ccy></Acct>${body}</Stmt></BkToCstmrStmt></Document>`;
const details = `<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="EUR">1518.44</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Łódź &amp; Synowie</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>TOPUP PF-2026-</Ustrd><Ustrd>0042</Ustrd><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls>`;

describe('readCamt053', () => {
  it('reads a booked payment with its name and its text put together', () => {
    const text = camt(
      balance('OPBD', '1000.00') +
        balance('CLBD', '2488.44') +
        entry(details, { more: '<AcctSvcrRef>007</AcctSvcrRef>' }) +
        entry('', {
          amount: '30.00',
          sign: 'DBIT',
          status: '<Sts>BOOK</Sts>',
          more: '<AddtlNtryInf>Fee</AddtlNtryInf>',
        }) +
        entry('', { status: '<Sts><Cd>PDNG</Cd></Sts>' }),
    );
    const [statement] = readCamt053(text);
    expect(statement).toMatchObject({
      ...{ format: 'camt.053', account: 'PL61109010140000071219812874', currency: 'EUR' },
      ...{ fromOn: '2026-11-20', toOn: '2026-11-20', openingMinor: 100_000n, closingMinor: 248_844n },
    });
    expect(statement?.lines).toEqual([
      {
        ...{ bookedOn: '2026-11-20', amountMinor: 151_844n, currency: 'EUR', theirId: '007' },
        ...{ reference: 'TOPUP PF-2026-0042 · RF18539007547034', name: 'Łódź & Synowie' },
      },
      expect.objectContaining({
        amountMinor: -3_000n,
        reference: 'Fee',
        theirId: expect.stringMatching(/^#/),
      }),
    ]);
    expect(readCamt053(text)).toEqual(readCamt053(text));
  });

  it('reads the older form, prefixes, and an entry of many payments', () => {
    const one = (amount: string, name: string) =>
      `<n:TxDtls><n:AmtDtls><n:TxAmt><n:Amt Ccy="EUR">${amount}</n:Amt></n:TxAmt></n:AmtDtls><n:RltdPties><n:Dbtr><n:Nm>${name}</n:Nm></n:Dbtr></n:RltdPties></n:TxDtls>`;
    const batch = entry(`<NtryDtls><TxDtls/></NtryDtls>`, { amount: '30' }).replace(
      '<NtryDtls><TxDtls/></NtryDtls>',
      `<AcctSvcrRef>B1</AcctSvcrRef><NtryDtls>${one('10.00', 'A') + one('20.00', 'B')}</NtryDtls>`.replaceAll(
        'n:',
        '',
      ),
    );
    const prefixed = camt(batch, '02')
      .replaceAll(/<(\/?)(?=[A-Z])/g, '<$1ns:')
      .replace('xmlns=', 'xmlns:ns=');
    const [statement] = readCamt053(prefixed);
    expect(statement?.lines.map(({ amountMinor, name, theirId }) => [amountMinor, name, theirId])).toEqual([
      [1_000n, 'A', 'B1/1'],
      [2_000n, 'B', 'B1/2'],
    ]);
    const wrong = prefixed.replace('20.00', '20.01');
    expect(() => readCamt053(wrong)).toThrow('statementSums');
  });

  it('gives two equal lines of a file an id each, and the same ones in another file', () => {
    const [first] = readCamt053(camt(entry(details) + entry(details)));
    expect(new Set(first?.lines.map(({ theirId }) => theirId)).size).toBe(2);
    const [second] = readCamt053(camt(entry(details)));
    expect(second?.lines[0]?.theirId).toBe(first?.lines[0]?.theirId);
  });

  it.each([
    ['statementXml', '<Document>'],
    ['statementXml', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Document>&f;</Document>'],
    ['statementXml', 'hello'],
    ['statementKind', camt('').replace('camt.053', 'camt.054')],
    ['statementKind', camt(entry('')).replaceAll('BookgDt', 'Else')],
    ['statementXml', camt(`${'<a>'.repeat(60)}${'</a>'.repeat(60)}`)],
    ['statementAmount', camt(entry('', { amount: '1e5' }))],
    ['statementAmount', camt(entry('', { amount: '1.001' }))],
    ['statementDay', camt(entry('').replace('2026-11-20', '2026-02-30'))],
    [
      'statementSums',
      camt(balance('OPBD', '1.00') + balance('CLBD', '2.00') + entry('', { amount: '2.00' })),
    ],
  ])('refuses with %s', (reason, text) => {
    expect(() => readCamt053(text)).toThrow(reason);
  });

  it('says how much is missing as an amount', () => {
    const text = camt(balance('OPBD', '1.00') + balance('CLBD', '865.00') + entry('', { amount: '0.00' }));
    const values = { difference: expect.stringMatching(/^864\.00 [A-Z]{3}$/) as string };
    expect(() => readCamt053(text)).toThrow(expect.objectContaining({ values }) as Error);
  });
});

const mapping: CsvMapping = {
  ...{ account: 'DE1', currency: 'EUR', dateColumn: 'Buchungstag', dateOrder: 'DMY', amountColumn: 'Betrag' },
  ...{ creditColumn: '', debitColumn: '', decimal: ',', referenceColumn: 'Verwendungszweck' },
  ...{ nameColumn: '', idColumn: '', headLine: 1 },
};

describe('readBankCsv', () => {
  it('reads lines by the mapping, after the lines that a bank puts first', () => {
    const text =
      '\uFEFFKonto: DE1\r\nBuchungstag;Betrag;Verwendungszweck\r\n20.11.2026;1.518,44;"PF-2026-0042; danke"\r\n21.11.2026;-30,00;Gebühr\r\n';
    const statement = readBankCsv(text, { ...mapping, headLine: 2 });
    expect(statement).toMatchObject({ fromOn: '2026-11-20', toOn: '2026-11-21', openingMinor: null });
    expect(
      statement.lines.map(({ bookedOn, amountMinor, reference }) => [bookedOn, amountMinor, reference]),
    ).toEqual([
      ['2026-11-20', 151_844n, 'PF-2026-0042; danke'],
      ['2026-11-21', -3_000n, 'Gebühr'],
    ]);
  });

  it('takes money in and out from two columns', () => {
    const text = 'Date,In,Out,Text\n2026-11-20,"1,518.44",,a\n2026-11-20,,30.00,b\n';
    const two = { ...mapping, dateColumn: 'Date', dateOrder: 'YMD' as const, decimal: '.' as const };
    const statement = readBankCsv(text, {
      ...two,
      ...{ amountColumn: '', creditColumn: 'In', debitColumn: 'Out', referenceColumn: 'Text' },
    });
    expect(statement.lines.map(({ amountMinor }) => amountMinor)).toEqual([151_844n, -3_000n]);
  });

  it.each([
    ['statementRow', 'Buchungstag;Betrag;Verwendungszweck\n20.11.2026;1.5;x\n'],
    ['statementRow', 'Buchungstag;Betrag;Verwendungszweck\n31.11.2026;1,5;x\n'],
    ['statementColumn', 'Tag;Betrag;Verwendungszweck\n20.11.2026;1,5;x\n'],
    ['statementCsv', 'Buchungstag;Betrag;Verwendungszweck\n20.11.2026;1,5\n'],
    ['statementCsv', 'Buchungstag;Betrag;Verwendungszweck\n20.11.2026;1,5;"x\n'],
    ['statementEmpty', 'Buchungstag;Betrag;Verwendungszweck\n'],
  ])('refuses with %s', (reason, text) => {
    expect(() => readBankCsv(text, mapping)).toThrow(reason);
  });
});

describe('cells', () => {
  it('are amounts only in the sign that the mapping says', () => {
    const comma = (text: string) => readAmount(text, ',', 'EUR');
    expect(['1.518,44', '-30,00', '30,00-', '(5,1)', '1 518,44', '12.345.678,9', '+7'].map(comma)).toEqual([
      ...[151_844n, -3_000n, -3_000n, -510n, 151_844n, 1_234_567_890n, 700n],
    ]);
    expect(['1.5', '1,518.44', '1,001', '', 'x', '٣'].map(comma)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(readAmount('1,518.44', '.', 'USD')).toBe(151_844n);
    expect(readAmount('1.518,44', '.', 'USD')).toBeNull();
    expect(readAmount('1500', '.', 'JPY')).toBe(1_500n);
  });

  it('are days only in the order that the mapping says', () => {
    expect(readDate('20.11.2026', 'DMY')).toBe('2026-11-20');
    expect(readDate('11/20/2026', 'MDY')).toBe('2026-11-20');
    expect(readDate('2026-11-20 10:00', 'YMD')).toBe('2026-11-20');
    for (const text of ['2026-11-20', '32.1.2026', '1.1.26', 'x']) expect(readDate(text, 'DMY')).toBeNull();
  });
});
