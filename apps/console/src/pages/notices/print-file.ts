import { ApiProblem } from '../../api/client.js';
import type { Problem } from '../../api/types.js';

/** Texts of a print with the characters that no font has, as one string or one by one. */
export type MissingGlyphs = readonly { readonly text: string; readonly characters: string | readonly string[] }[];

/** A print as a file. It is fetched rather than opened, so that a refusal is told in words on the page. */
export async function fetchPrint(path: string): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, { credentials: 'same-origin', headers: { 'X-Jianzheng': '1' } });
  } catch {
    throw new ApiProblem(0, { type: 'about:blank', title: '', status: 0, code: 'UNREACHABLE' });
  }
  if (response.ok) return response.blob();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  throw new ApiProblem(
    response.status,
    isJson
      ? ((await response.json()) as Problem)
      : { type: 'about:blank', title: '', status: response.status, code: 'UNEXPECTED' },
  );
}

/** Gives a file to the browser to keep. */
export function keepFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Revoked later: the download begins only after the click has been handled.
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
