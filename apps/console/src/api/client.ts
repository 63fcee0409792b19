import { noteBuiltFrom } from './built-from.js';
import type { Problem as ProblemBody } from './types.js';

/** A refusal of the API; `body` is the RFC 9457 problem. `status` 0 means that the server could not be reached. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly body: ProblemBody,
  ) {
    super(body.code);
    this.name = 'ApiProblem';
  }
}

/** Called when a session has ended, so that the shell shows the sign-in page and loses nothing typed elsewhere. */
let onSignedOut: () => void = () => undefined;
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler;
}

const BASE = '/api/v1';

async function answer<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  if (response.ok) {
    const body = (isJson ? await response.json() : await response.text()) as T;
    noteBuiltFrom(body);
    return body;
  }
  const body = isJson
    ? ((await response.json()) as ProblemBody)
    : { type: 'about:blank', title: response.statusText, status: response.status, code: 'UNEXPECTED' };
  if (response.status === 401 && body.code === 'NOT_SIGNED_IN') onSignedOut();
  throw new ApiProblem(response.status, body);
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      ...init,
      credentials: 'same-origin',
      headers: { 'X-Jianzheng': '1', ...(init.headers as Record<string, string> | undefined) },
    });
  } catch {
    throw new ApiProblem(0, { type: 'about:blank', title: '', status: 0, code: 'UNREACHABLE' });
  }
  return answer<T>(response);
}

export function get<T>(path: string, query?: Readonly<Record<string, string | number | undefined>>): Promise<T> {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== '') search.set(key, String(value));
  const text = search.toString();
  return send<T>(text === '' ? path : `${path}?${text}`, { method: 'GET' });
}

export function post<T>(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<T> {
  return send<T>(path, {
    method: 'POST',
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  });
}

export function del<T>(path: string): Promise<T> {
  return send<T>(path, { method: 'DELETE' });
}

export function upload<T>(path: string, file: File): Promise<T> {
  const form = new FormData();
  form.set('file', file);
  return send<T>(path, { method: 'POST', body: form });
}

/** A fresh command id. `crypto.randomUUID` is missing on plain HTTP, so the bits come from `getRandomValues`. */
export function newCommandId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
