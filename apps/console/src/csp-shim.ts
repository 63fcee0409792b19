// Loaded before anything else. Under the strict content security policy every style element needs the page's nonce, and
// some parts of the component library create theirs without one or set a style attribute as text.
// The attribute reads as empty once the policy is in force; the property keeps it.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

const createElement = document.createElement.bind(document);
document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const element = createElement(name, options);
  if (nonce !== '' && name.toLowerCase() === 'style') (element as HTMLStyleElement).nonce = nonce;
  return element;
}) as typeof document.createElement;

const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (this: Element, name: string, value: string) {
  if (name === 'style' && this instanceof HTMLElement) {
    this.style.cssText = value;
    return;
  }
  setAttribute.call(this, name, value);
};

export const cspNonce = nonce;
