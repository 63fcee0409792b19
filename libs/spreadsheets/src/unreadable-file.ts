import type { Words } from '#kernel';

/** Why a file as a whole was not read. */
export interface UnreadableFile {
  readonly code: UnreadableCode;
  readonly message: Words;
  readonly remedy: Words;
  /** What a technician may want to know; never shown alone and never personal data. */
  readonly detail?: string;
}

const SAVE_AS = {
  zh: '用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后重新上传',
  en: 'open it in Excel or WPS, save it as Excel Workbook (*.xlsx) and send it again',
};
const FRESH = {
  zh: '重新下载模板，把内容按数值粘贴进去后再上传',
  en: 'download a fresh template, paste the contents into it as values and send it again',
};
const AGAIN = { zh: '重新复制或下载这个文件后再上传', en: 'copy or download the file again and send it once more' };
const SMALLER = {
  zh: '删除无关的工作表、图片和格式，或分成几个文件',
  en: 'remove unneeded sheets, pictures and formats, or split the file',
};

const REASONS = {
  NOT_FOUND: [
    { zh: '找不到文件', en: 'there is no such file' },
    { zh: '检查文件路径', en: 'check the path' },
  ],
  WRONG_EXTENSION: [{ zh: '文件扩展名不是 .xlsx', en: 'the file name does not end in .xlsx' }, SAVE_AS],
  EMPTY_FILE: [{ zh: '文件是空的', en: 'the file is empty' }, AGAIN],
  FILE_TOO_LARGE: [{ zh: '文件超过大小上限', en: 'the file is larger than allowed' }, SMALLER],
  OLD_FORMAT: [{ zh: '这是旧版 .xls 文件', en: 'this is an old .xls file' }, SAVE_AS],
  ENCRYPTED: [
    { zh: '文件设有打开密码', en: 'the file is protected by a password' },
    { zh: '在 Excel 中取消打开密码后重新上传', en: 'remove the password in Excel and send it again' },
  ],
  NOT_A_ZIP: [{ zh: '这不是 .xlsx 文件', en: 'this is no .xlsx file' }, SAVE_AS],
  TRUNCATED: [{ zh: '文件不完整（被截断）', en: 'the file is incomplete (cut off)' }, AGAIN],
  DAMAGED: [{ zh: '文件已损坏，无法读取', en: 'the file is damaged and cannot be read' }, AGAIN],
  NOT_A_WORKBOOK: [{ zh: '压缩包里没有 Excel 工作簿', en: 'the archive holds no Excel workbook' }, SAVE_AS],
  TOO_MANY_PARTS: [{ zh: '文件内部的部件过多', en: 'the file has too many parts inside' }, FRESH],
  PART_TOO_LARGE: [{ zh: '文件内部有部件解压后过大', en: 'a part of the file is too large when unpacked' }, SMALLER],
  UNPACKED_TOO_LARGE: [{ zh: '文件解压后过大', en: 'the file is too large when unpacked' }, SMALLER],
  DOCTYPE: [
    {
      zh: '文件内含有不允许的 XML 声明（DOCTYPE）',
      en: 'the file holds an XML declaration that is not allowed (DOCTYPE)',
    },
    FRESH,
  ],
  AREA_TOO_LARGE: [
    {
      zh: '工作表的已用区域过大（可能在很远的单元格里有内容）',
      en: 'the used area of a sheet is too large (a cell far away may hold something)',
    },
    {
      zh: '按 Ctrl+End 找到最远的单元格，删除多余的行列并保存',
      en: 'press Ctrl+End to find the farthest cell, delete the rows and columns that are not needed, and save',
    },
  ],
  OUT_OF_MEMORY: [
    { zh: '文件内容过大，读取时超出内存上限', en: 'reading the file needs more memory than allowed' },
    SMALLER,
  ],
  TOO_SLOW: [{ zh: '读取超时，已停止', en: 'reading took too long and was stopped' }, SMALLER],
  STOPPED: [
    { zh: '读取已取消', en: 'reading was cancelled' },
    { zh: '需要时重新上传', en: 'send the file again when needed' },
  ],
  READER_FAILED: [{ zh: '读取程序意外结束', en: 'the reading process ended unexpectedly' }, FRESH],
} as const satisfies Record<string, readonly [Words, Words]>;

export type UnreadableCode = keyof typeof REASONS;

export function unreadable(code: UnreadableCode, detail?: string): UnreadableFile {
  const [message, remedy] = REASONS[code];
  return { code, message, remedy, ...(detail === undefined ? {} : { detail }) };
}

/** Thrown inside the reading code and turned into a `Result` at its edge. */
export class FileRefused extends Error {
  constructor(
    readonly code: UnreadableCode,
    readonly detail?: string,
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = 'FileRefused';
  }
}
