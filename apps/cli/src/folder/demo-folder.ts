import type { Words } from '#kernel';
import { CommandFailure } from '../terminal/command-failure.js';
import { openFolder, type ReadFolder } from './open-folder.js';

/**
 * A demonstration, whose business data may be listed from the folder. Elsewhere such a look has to be recorded, which
 * only the server can do: refused, with how it is done there.
 */
export async function openDemoFolder(path: string | undefined, throughServer: Words): Promise<ReadFolder> {
  const open = await openFolder(path);
  if (open.demo) return open;
  await open.close();
  throw new CommandFailure('problem', 'THROUGH_THE_SERVER', {
    zh: `${open.folder.root} 是正式台账：业务数据须经服务器查阅，以便留下记录。请用：${throughServer.zh}`,
    en: `${open.folder.root} is no demonstration: business data is read through the server, so that the look is recorded. Use: ${throughServer.en}`,
  });
}
