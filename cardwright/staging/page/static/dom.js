// Elements are made here alone, and text only ever becomes text.

export const byId = (id) => document.getElementById(id);

/** An element; `attributes` are set as such, functions among them listen to events. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Controls and marks that turn the direction of what follows: shown, never obeyed.
const ODD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

export const visible = (text) =>
  String(text).replace(ODD, (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Somebody else's text: on its own, whatever its direction. */
export const theirs = (text, attributes = {}) => el("bdi", attributes, visible(text));

/** Bring `list` to these items: what has not changed keeps its element, its focus and its state. */
export function show(list, items, keyOf, make) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  let place = list.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const said = JSON.stringify(item);
    let element = old.get(key);
    old.delete(key);
    if (!element || element.said !== said) {
      const made = make(item, element);
      made.dataset.key = key;
      made.said = said;
      if (element && element !== made) {
        if (place === element) place = made;
        element.replaceWith(made);
      }
      element = made;
    }
    if (element === place) place = place.nextElementSibling;
    else list.insertBefore(element, place);
  }
  for (const element of old.values()) element.remove();
}

/** The options of a select; what was chosen stays so if it still is there. */
export function choose(select, options) {
  const said = JSON.stringify(options);
  if (select.said === said) return;
  const chosen = select.value;
  select.said = said;
  select.replaceChildren(...options.map(([value, text]) => el("option", { value }, visible(text))));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}
