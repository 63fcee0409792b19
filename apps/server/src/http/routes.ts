import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { ASKED, type Asked } from './access.js';

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As it is registered, `/api/v1/people/:id`. */
  readonly path: string;
  readonly asked: Asked | undefined;
  readonly status: number;
}

/** Every route of these controllers, from the decorators themselves. */
export function routesOf(controllers: readonly Type[]): readonly Route[] {
  return controllers.flatMap((controller) => {
    const bases = paths(Reflect.getMetadata('path', controller));
    const prototype = controller.prototype as Record<string, unknown>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
      const own =
        typeof handler === 'function' && name !== 'constructor'
          ? (Reflect.getMetadata('path', handler) as unknown)
          : undefined;
      if (handler === undefined || own === undefined) return [];
      const method = RequestMethod[Reflect.getMetadata('method', handler) as number] as Route['method'];
      const stated = Reflect.getMetadata('__httpCode__', handler) as number | undefined;
      const asked = Reflect.getMetadata(ASKED, handler) as Asked | undefined;
      return bases.flatMap((base) =>
        paths(own).map((path) => ({
          method,
          path: joined(base, path),
          asked,
          status: stated ?? (method === 'POST' ? 201 : 200),
        })),
      );
    });
  });
}

function paths(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as string[]) : [String(value ?? '/')];
}

function joined(base: string, path: string): string {
  const parts = `${base}/${path}`.split('/').filter((part) => part !== '');
  return `/${parts.join('/')}`;
}
