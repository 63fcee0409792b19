import { InvalidArgumentError, Option } from 'commander';

/** The data folder: `--data`, else `JIANZHENG_DATA`, else `data`. */
export function dataOption(): Option {
  return new Option('--data <dir>', '数据目录 / data folder').default(process.env['JIANZHENG_DATA'] ?? 'data');
}

/** A data folder where the same can be asked of a server: one or the other is named. */
export function folderOption(): Option {
  return new Option('--data <dir>', '数据目录，默认 data / data folder, data by default').conflicts(['url', 'token']);
}

/** The server that is asked: `--url`, else `JIANZHENG_URL`, else port 7100 of this machine. */
export function urlOption(): Option {
  return new Option('--url <url>', '服务器地址（或 JIANZHENG_URL） / address of the server (or JIANZHENG_URL)');
}

export function tokenOption(): Option {
  return new Option(
    '--token <token>',
    '接口令牌：@文件、-（标准输入），或 JIANZHENG_TOKEN / API token: @FILE, - (standard input), or JIANZHENG_TOKEN',
  );
}

export function asOfOption(): Option {
  return new Option(
    '--as-of <day>',
    '按该日终了时已记录的事实 / with what was recorded until the end of that day',
  ).argParser(day);
}

/** Repeatable: the values in order. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export function jsonOption(): Option {
  return new Option('--json', '输出 JSON / print JSON');
}

/** `2021-11-05`: a calendar day of Asia/Shanghai. */
export function day(value: string): string {
  const parsed = new Date(`${value}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value))
    return value;
  throw new InvalidArgumentError('日期格式为 YYYY-MM-DD / a day is YYYY-MM-DD.');
}

/** A whole number of at least `least`. */
export function wholeNumber(least: number) {
  return (value: string): number => {
    const number = Number(value);
    if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least) return number;
    throw new InvalidArgumentError(`应为不小于 ${least} 的整数 / a whole number, ${least} or more, is expected.`);
  };
}

export function list(value: string): readonly string[] {
  return value.split(',').map((item) => item.trim());
}

/** `1,8,32` or `10k,1M`: whole numbers of at least `least`. */
export function wholeNumbers(least: number) {
  return (value: string): readonly number[] =>
    list(value).map((item) => {
      const [, digits = '', unit = ''] = /^(\d+)([kKmM]?)$/.exec(item) ?? [];
      const number = Number(digits) * (unit === '' ? 1 : unit.toLowerCase() === 'k' ? 1000 : 1_000_000);
      if (digits !== '' && Number.isSafeInteger(number) && number >= least) return number;
      throw new InvalidArgumentError(
        `应为不小于 ${least} 的整数，以逗号分隔，如 10k,1M / whole numbers of ${least} or more, with commas between, like 10k,1M.`,
      );
    });
}

/** More than nothing, also parts of a whole. */
export function positive(value: string): number {
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number > 0) return number;
  throw new InvalidArgumentError('应为大于 0 的数 / a number above 0 is expected.');
}

/** `election-clerk@S01`: a role in a unit. */
export function grant(value: string): { readonly role: string; readonly unit: string } {
  const [role = '', unit = '', ...rest] = value.split('@');
  if (role !== '' && unit !== '' && rest.length === 0) return { role, unit };
  throw new InvalidArgumentError(
    '应为 角色@单位，如 election-clerk@S01 / a role is ROLE@UNIT, like election-clerk@S01.',
  );
}

/** 0 to 65535; 0 lets the system choose. */
export function port(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= 65_535) return number;
  throw new InvalidArgumentError('端口为 0–65535 的整数 / a port is a whole number from 0 to 65535.');
}
