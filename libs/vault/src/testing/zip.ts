/** A zip (stored, without checksums that anybody reads here) with these entries, `bytes` of content in each. */
export function zipOf(names: readonly string[], comment = '', bytes = 10): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const text = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt32LE(bytes, 18);
    head.writeUInt32LE(bytes, 22);
    head.writeUInt16LE(text.length, 26);
    local.push(head, text, Buffer.alloc(bytes, 0x41));
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(bytes, 20);
    entry.writeUInt32LE(bytes, 24);
    entry.writeUInt16LE(text.length, 28);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, text);
    offset += head.length + text.length + bytes;
  }
  const note = Buffer.from(comment);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(note.length, 20);
  return Buffer.concat([...local, ...directory, end, note]);
}
