// Office browsers may be as old as Chromium 90: what the code and its libraries use beyond that is added here.
function atOf<T>(this: ArrayLike<T>, index: number): T | undefined {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

for (const prototype of [Array.prototype, String.prototype, Uint8Array.prototype] as readonly object[]) {
  if (!('at' in prototype)) Object.defineProperty(prototype, 'at', { value: atOf, configurable: true, writable: true });
}

const known: object = Object;
if (!('hasOwn' in known)) {
  Object.defineProperty(Object, 'hasOwn', {
    value: (object: object, key: PropertyKey) => Object.hasOwn(object, key),
    configurable: true,
    writable: true,
  });
}
