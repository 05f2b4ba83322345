// The outline editor ([data-editor]): the forms of the page sent in place, text saved after a pause, keys, dragging, undo.
// The server answers an act with the whole left side ([data-workspace]) and a pause in typing with the bar alone.
// Every act carries the token of the state shown; acts wait for one another, so that each brings the newest one.
import { Preview } from "./outline-preview.js";

const PAUSE_MS = 1000;
const RETRY_MS = 5000;
const editor = document.querySelector("[data-editor]");
const workspace = editor?.querySelector("[data-workspace]");
const SAID_MS = 7000;
let saidTimer;

function say(words) {
  const place = editor.querySelector("[data-announce]");
  place.textContent = words;
  clearTimeout(saidTimer);
  saidTimer = setTimeout(() => { place.textContent = ""; }, SAID_MS);
}


const outline = () => workspace.querySelector("[data-outline]");
const bar = () => workspace.querySelector("[data-bar]");
const tools = () => workspace.querySelector("[data-tools]");
const items = () => [...workspace.querySelectorAll("[data-item]")];
const itemById = (id) => workspace.querySelector(`[data-item="${id}"]`);
const itemOf = (element) => element?.closest?.("[data-item]") ?? null;
const formOf = (item) => item?.querySelector("form") ?? null;
const textOf = (item) => item?.querySelector("[data-text]") ?? null;
const handleOf = (item) => item?.querySelector("[data-handle]") ?? null;
const fieldsOf = (item) => [...item.querySelectorAll("[data-text], [data-cell]")];
const isField = (element) => element.matches("input, textarea, select, [contenteditable]");
const hasNewWords = (item) => fieldsOf(item).some((field) => field.value !== field.defaultValue);
const unsaved = () => items().filter(hasNewWords);

let current = null;
let queue = Promise.resolve();
let isActing = false;
const timers = new Map();
const preview = editor && new Preview(editor);

// --- Sending -------------------------------------------------------------------------------------------------------

function inTurn(work) {
  queue = queue.then(work, work);
  return queue;
}

async function send(url, options = {}) {
  const answer = await fetch(url, {
    ...options,
    headers: { "HX-Request": "true", "HX-Current-URL": location.href },
    credentials: "same-origin",
  });
  const signIn = answer.headers.get("HX-Redirect");
  if (signIn) {
    // The session ended: what was typed waits in this browser until the person is back.
    keepLocally();
    location.assign(signIn);
    await new Promise(() => {});
  }
  return { status: answer.status, html: await answer.text() };
}

function post(data, options = {}) {
  data.set("token", bar().dataset.token);
  data.set("part", outline().dataset.part);
  data.set("csrfmiddlewaretoken", bar().querySelector("[name=csrfmiddlewaretoken]").value);
  if (outline().dataset.openTable && !data.has("open_table")) data.set("open_table", outline().dataset.openTable);
  return send(editor.dataset.actUrl, { method: "POST", body: data, ...options });
}

function localName(form) {
  return `draft:${document.body.dataset.person}:${location.pathname}:${form.dataset.keepDraft}`;
}

function keepLocally() {
  for (const item of unsaved()) {
    const values = Object.fromEntries(fieldsOf(item).map((field) => [field.name, field.value]));
    localStorage.setItem(localName(formOf(item)), JSON.stringify(values));
  }
}

function forgetLocally(form) {
  localStorage.removeItem(localName(form));
  // drafts.js writes a moment after the last key.
  setTimeout(() => { if (!form.isConnected || !hasNewWords(itemOf(form))) localStorage.removeItem(localName(form)); }, 400);
}

function trouble(words) {
  const place = bar().querySelector("[data-saved]") ?? bar().querySelector(".editor-saved");
  place.textContent = words;
  bar().classList.add("has-trouble");
  say(words);
}

// --- Text: kept after a pause, without disturbing the one who types ----------------------------------------------------

function wait(item) {
  item.classList.add("is-unsaved");
  clearTimeout(timers.get(item.dataset.item));
  timers.set(item.dataset.item, setTimeout(() => saveText(item), PAUSE_MS));
}

function saveText(item) {
  clearTimeout(timers.get(item.dataset.item));
  return inTurn(async () => {
    if (!item.isConnected || !hasNewWords(item)) return;
    const form = formOf(item);
    const data = new FormData(form);
    const sent = new Map(fieldsOf(item).map((field) => [field, field.value]));
    data.set("act", item.querySelector("[data-cell]") ? "cells" : "text");
    let answer;
    try {
      answer = await post(data, { keepalive: item.querySelector("[data-cell]") === null && data.get("text").length < 9000 });
    } catch {
      keepLocally();
      trouble("Chưa lưu được vì mất kết nối. Chữ đã gõ còn trên máy này; hệ thống sẽ thử lại.");
      setTimeout(() => saveText(item), RETRY_MS);
      return;
    }
    if (answer.status !== 200) {
      refused(answer);
      return;
    }
    for (const [field, value] of sent) field.defaultValue = value;
    if (!hasNewWords(item)) {
      item.classList.remove("is-unsaved");
      forgetLocally(form);
      form.querySelector(".draft-note")?.remove();
    }
    replaceBar(answer.html);
    preview.ask();
  });
}

function replaceBar(html) {
  const focused = bar().contains(document.activeElement) ? document.activeElement : null;
  const isAsking = bar().querySelector("dialog[open]");
  const fresh = document.createRange().createContextualFragment(html).querySelector("[data-bar]");
  if (isAsking) {
    // A question is open: only the state behind it moves on.
    bar().dataset.token = fresh.dataset.token;
    return;
  }
  bar().replaceWith(fresh);
  if (focused) (bar().querySelector(`[value="${focused.value}"]`) ?? bar().querySelector("a, button"))?.focus();
}

async function saveAll() {
  for (const item of unsaved()) saveText(item);
  await queue;
}

// --- Acts ----------------------------------------------------------------------------------------------------------

function act(data, { focusOn = "same", split = null } = {}) {
  if (isActing) return;
  isActing = true;
  workspace.setAttribute("aria-busy", "true");
  const control = controlOf(document.activeElement);
  const own = data.get("item");
  for (const item of unsaved()) if (item.dataset.item !== own) saveText(item);
  inTurn(async () => {
    try {
      const item = itemById(own);
      if (item && textOf(item)) data.set("text", split ? split.before : textOf(item).value);
      const sent = data.get("text");
      const answer = await post(data);
      if (answer.status === 200) {
        if (item) { clearTimeout(timers.get(own)); forgetLocally(formOf(item)); }
        swap(answer.html, { control: focusOn === "same" ? control : focusOn, own, sent, split });
        preview.ask();
      } else {
        refused(answer);
      }
    } catch {
      keepLocally();
      trouble("Chưa làm được vì mất kết nối. Hãy kiểm tra mạng rồi bấm lại.");
    } finally {
      isActing = false;
      workspace.removeAttribute("aria-busy");
    }
  });
}

function refused(answer) {
  if (!answer.html.includes("data-outline")) {
    keepLocally();
    // Signed in anew elsewhere, or not at all any more: a fresh page asks for what is missing and brings the words back.
    if (answer.status === 403) location.reload();
    else trouble("Chưa lưu được. Hãy tải lại trang; chữ vừa gõ còn trên máy này.");
    return;
  }
  swap(answer.html, { control: controlOf(document.activeElement) });
  const alert = workspace.querySelector("[role=alert]");
  alert?.scrollIntoView({ block: "nearest" });
  say(alert?.textContent.trim() ?? "");
}

// What was typed since the act left is put back into the fresh outline.
function typedMeanwhile({ own, sent }) {
  const kept = [];
  for (const item of items()) {
    const field = textOf(item);
    if (!field) continue;
    const known = item.dataset.item === own && sent !== undefined && sent !== null ? sent : field.defaultValue;
    if (field.value !== known) kept.push([item.dataset.item, field.value]);
  }
  return kept;
}

function swap(html, { control = "handle", own = null, sent = null, split = null } = {}) {
  const kept = typedMeanwhile({ own, sent });
  const caret = document.activeElement.matches("textarea") ? document.activeElement.selectionStart : null;
  workspace.innerHTML = html;
  prepare();
  const focus = outline().dataset.focus;
  for (const [id, value] of kept) {
    const field = textOf(itemById(id));
    if (!field) continue;
    if (split && id === own && value.startsWith(split.before)) {
      // Typed after Enter and before the answer: it belongs to the new provision.
      const added = textOf(itemById(focus));
      const more = value.slice(split.before.length);
      if (added) { added.value = more + added.value; wait(itemById(focus)); split.caret = more.length; }
    } else {
      field.value = value;
      wait(itemById(id));
    }
  }
  restoreFocus(focus, control, split ? split.caret ?? 0 : caret);
  if (outline().dataset.said) say(outline().dataset.said);
}

function controlOf(element) {
  if (!element || element === document.body) return "handle";
  if (element.closest("[data-tools]")) return element.matches("[data-kind]") ? "[data-kind]" : `[data-tools] [value^="${element.value.split(":")[0]}"]`;
  if (element.matches("[data-undo]")) return "[data-undo]";
  if (element.matches("[data-redo]")) return "[data-redo]";
  if (element.matches("[data-text]")) return "text";
  if (element.matches("[data-cell]")) return `[name="${element.name}"]`;
  return "handle";
}

function restoreFocus(id, control, caret) {
  const item = itemById(id) ?? itemById(current) ?? items()[0];
  if (!item) return;
  select(item);
  let target = control === "text" ? textOf(item) : control === "handle" ? handleOf(item) : workspace.querySelector(control);
  if (!target || target.disabled) target = handleOf(item);
  target?.focus({ preventScroll: true });
  if (target?.matches("textarea") && caret !== null) target.setSelectionRange(Math.min(caret, target.value.length), Math.min(caret, target.value.length));
  item.scrollIntoView({ block: "nearest" });
}

function dataFor(item, name, values = {}) {
  const data = new FormData(formOf(item) ?? workspace.querySelector("[data-outline-form]"));
  data.set("act", name);
  for (const [key, value] of Object.entries(values)) data.set(key, value);
  return data;
}

function press(item, name, options) {
  act(dataFor(item, name), options);
}

// --- The chosen provision --------------------------------------------------------------------------------------------

function select(item) {
  if (current !== item.dataset.item) preview.show(`${outline().dataset.part}:${item.dataset.item}`);
  current = item.dataset.item;
  for (const other of workspace.querySelectorAll(".is-current")) other.classList.remove("is-current");
  item.classList.add("is-current");
  const bold = tools()?.querySelector("[data-title]");
  if (bold) {
    const isTitle = item.hasAttribute("data-is-title");
    bold.value = isTitle ? "title:0" : "title:1";
    bold.setAttribute("aria-pressed", String(isTitle));
    bold.disabled = !["article", "clause", "point"].includes(item.dataset.kind);
    tools().querySelector("[data-kind]").value = item.dataset.kind;
    tools().querySelector("[data-kind]").disabled = item.hasAttribute("data-is-table");
  }
}

function split(item) {
  const field = textOf(item);
  const before = field.value.slice(0, field.selectionStart);
  const after = field.value.slice(field.selectionEnd);
  field.value = before;
  const hasChildren = item.dataset.below !== "0";
  const data = dataFor(item, hasChildren ? "add-child:1" : "add-below", { new_text: after });
  act(data, { focusOn: "text", split: { before } });
}

function neighbour(item, step) {
  const all = items();
  return all[all.indexOf(item) + step] ?? null;
}

// --- Keys ----------------------------------------------------------------------------------------------------------

const MOVES = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "outdent", ArrowRight: "indent" };

function keysEverywhere(event, item) {
  if (event.altKey && !event.ctrlKey && MOVES[event.key]) { press(item, MOVES[event.key]); return true; }
  if (event.ctrlKey && event.key === "Enter") { press(item, "add-child", { focusOn: "text" }); return true; }
  return false;
}

function keysInText(event, item) {
  const field = event.target;
  if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey) { split(item); return true; }
  if (event.key === "Escape") { handleOf(item).focus(); return true; }
  if (event.key === "Backspace" && field.value === "" && item.dataset.below === "0" && items().length > 1) {
    const before = neighbour(item, -1);
    press(item, "delete", { focusOn: "text" });
    inTurn(() => { if (before && itemById(before.dataset.item)) restoreFocus(before.dataset.item, "text", Infinity); });
    return true;
  }
  const isAtEdge = field.selectionStart === field.selectionEnd;
  if (event.key === "ArrowUp" && isAtEdge && field.selectionStart === 0) return step(item, -1, Infinity);
  if (event.key === "ArrowDown" && isAtEdge && field.selectionEnd === field.value.length) return step(item, 1, 0);
  return false;
}

function step(item, direction, caret) {
  const next = neighbour(item, direction);
  if (!next) return false;
  restoreFocus(next.dataset.item, "text", caret);
  return true;
}

function keysOnHandle(event, item) {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const all = items();
  const goal = { ArrowUp: neighbour(item, -1), ArrowDown: neighbour(item, 1), Home: all[0], End: all.at(-1) }[event.key];
  if (goal) { restoreFocus(goal.dataset.item, "handle", null); return true; }
  if (event.key === "Enter" || event.key === "F2" || event.key === " ") {
    const open = item.querySelector("[data-open]");
    if (textOf(item)) restoreFocus(item.dataset.item, "text", Infinity);
    else open?.click();
    return true;
  }
  if (event.key === "Delete") { press(item, "delete", { focusOn: "handle" }); return true; }
  return false;
}

function onKey(event) {
  if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const item = itemOf(event.target);
  const typing = isField(event.target);
  let done = false;
  if (item && !event.target.matches("[data-cell]")) {
    done = keysEverywhere(event, item);
    if (!done && event.target.matches("[data-text]")) done = keysInText(event, item);
    if (!done && event.target.matches("[data-handle]")) done = keysOnHandle(event, item);
  }
  if (!done && !typing && (event.ctrlKey || event.metaKey)) {
    const key = event.key.toLowerCase();
    const button = key === "z" && !event.shiftKey ? "[data-undo]" : key === "y" || (key === "z" && event.shiftKey) ? "[data-redo]" : null;
    if (button) { bar().querySelector(button)?.click(); done = true; }
  }
  if (!done && !typing && event.key === "?") { document.getElementById("outline-keys").showModal(); done = true; }
  if (done) event.preventDefault();
}

// --- Dragging ------------------------------------------------------------------------------------------------------

let dragged = null;

const isBelow = (item, other) => {
  // In the flat list all deeper items that follow stand below.
  const all = items();
  const place = all.indexOf(other);
  const end = all.findIndex((next, index) => index > place && Number(next.dataset.level) <= Number(other.dataset.level));
  const found = all.indexOf(item);
  return found >= place && (end === -1 || found < end);
};

function dropPlace(event, target) {
  const line = target.querySelector(".outline-line").getBoundingClientRect();
  const share = (event.clientY - line.top) / line.height;
  const isFlat = outline().dataset.part === "can-cu";
  if (share < 0.3) return "before";
  if (share < 0.7 && !isFlat && !target.hasAttribute("data-is-table") && target.dataset.kind !== "plus") return "inside";
  return "after";
}

function clearDrop() {
  for (const item of workspace.querySelectorAll(".drop-before, .drop-after, .drop-inside")) item.classList.remove("drop-before", "drop-after", "drop-inside");
}

function startDragging() {
  workspace.addEventListener("dragstart", (event) => {
    const handle = event.target.closest?.("[data-handle]");
    if (!handle) return;
    dragged = itemOf(handle);
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.item);
    event.dataTransfer.setDragImage(dragged.querySelector(".outline-line"), 12, 12);
  });
  workspace.addEventListener("dragover", (event) => {
    const target = itemOf(event.target);
    if (!dragged) return;
    clearDrop();
    if (!target || isBelow(target, dragged)) return;
    event.preventDefault();
    target.classList.add(`drop-${dropPlace(event, target)}`);
  });
  workspace.addEventListener("drop", (event) => {
    let target = itemOf(event.target);
    if (!dragged || !target || isBelow(target, dragged)) return;
    event.preventDefault();
    let place = dropPlace(event, target);
    // Below a provision that has others below it is the place before the first of these.
    if (place === "after" && target.dataset.below !== "0") { target = neighbour(target, 1); place = "before"; }
    if (target !== dragged) act(dataFor(dragged, "move", { target: target.dataset.item, place }), { focusOn: "handle" });
  });
  workspace.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    clearDrop();
  });
}

// --- The page --------------------------------------------------------------------------------------------------------

function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

// The tools above act on the chosen provision; the buttons below each are for pages without this script.
function prepare() {
  for (const acts of workspace.querySelectorAll("[data-acts]")) acts.remove();
  if (tools()) tools().hidden = false;
  for (const field of workspace.querySelectorAll("[data-text], [data-cell]")) grow(field);
  for (const field of workspace.querySelectorAll("[data-unsaved]")) {
    // Refused words, shown again: they differ from what the server keeps.
    const words = field.value;
    field.defaultValue = "";
    field.value = words;
  }
}

async function openPage(address) {
  await saveAll();
  inTurn(async () => {
    const answer = await send(address);
    if (answer.status === 200) swap(answer.html, { control: "handle" });
  });
}

function onSubmit(event) {
  const form = event.target;
  if (form.matches("[data-save-form]")) {
    event.preventDefault();
    saveAll().then(() => bar().querySelector("[data-save-form]")?.submit());
    return;
  }
  if (!form.matches("[data-outline-form], [data-tools]")) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  const name = data.get("act") ?? "";
  if (form.matches("[data-tools]")) {
    const item = itemById(current);
    if (!item && items().length) { trouble("Hãy chọn một mục trước."); return; }
    if (item) data.set("item", item.dataset.item);
    if (item && name !== "kind") for (const [key, value] of new FormData(formOf(item))) if (key.startsWith("cell-")) data.set(key, value);
  } else if (!data.has("item") && current) {
    data.set("item", current);
  }
  const adds = name === "add-below" || name === "add-child";
  act(data, { focusOn: adds ? "text" : "same" });
}

function start() {
  editor.classList.add("has-script");
  prepare();
  startDragging();
  document.addEventListener("keydown", onKey);
  document.addEventListener("submit", onSubmit, true);
  workspace.addEventListener("input", (event) => {
    if (!event.target.matches("[data-text], [data-cell]")) return;
    grow(event.target);
    wait(itemOf(event.target));
  });
  workspace.addEventListener("focusin", (event) => { const item = itemOf(event.target); if (item) select(item); });
  workspace.addEventListener("focusout", (event) => {
    const item = itemOf(event.target);
    if (item && event.target.matches("[data-text]") && hasNewWords(item) && !isActing) saveText(item);
  });
  workspace.addEventListener("change", (event) => {
    if (event.target.matches("[data-kind]") && itemById(current)) act(dataFor(itemById(current), "kind", { kind: event.target.value }));
  });
  workspace.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) { event.preventDefault(); openPage(opener.href.split("#")[0]); }
    const goal = event.target.closest("[data-go]");
    if (goal) { event.preventDefault(); restoreFocus(goal.dataset.go, "text", 0); }
    if (event.target.closest("[data-keys]")) document.getElementById("outline-keys").showModal();
  });
  window.addEventListener("pagehide", keepLocally);
  const first = itemById(outline().dataset.focus) ?? items()[0];
  if (first) select(first);
  for (const item of unsaved()) item.classList.add("is-unsaved");
  preview.ask(0);
}

if (editor) start();
