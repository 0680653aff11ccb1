/** A bank's note of a transfer on one page: a PDF as small as one can be, written by hand so that it is always the same. */
export function proofFile(lines: readonly string[]): Uint8Array {
  const words = lines.map(
    (line, nth) => `BT /F1 ${nth === 0 ? 16 : 11} Tf 56 ${760 - nth * 26} Td (${escaped(line)}) Tj ET`,
  );
  const drawing = words.join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((body, nth) => {
    const place = file.length;
    file += `${nth + 1} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  file += `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

const escaped = (text: string) => text.replace(/[\\()]/g, (sign) => `\\${sign}`);
