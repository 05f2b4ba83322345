// The pages beside the outline: fetched after a change, pictures exchanged in place, the place scrolled to kept.
const CALM_MS = 500;
const FINDINGS_AFTER_MS = 1500;
const LONGEST_WAIT_MS = 4000;
// A long document is printed by a worker: how often the page asks whether it is done.
const ASK_AGAIN_MS = 1500;

export class Preview {
  constructor(editor) {
    this.editor = editor;
    this.pane = editor.querySelector("[data-preview]");
    this.pages = editor.querySelector("[data-preview-pages]");
    this.state = editor.querySelector("[data-preview-state]");
    this.findings = editor.querySelector("[data-preview-findings]");
    this.places = {};
    this.wanted = null;
    this.took = 0;
    this.isBusy = false;
    this.isStale = false;
    this.wide = matchMedia("(width >= 62rem)");
    this.wide.addEventListener("change", () => this.ask(0));
    editor.querySelector("[data-show-preview]")?.closest("nav").addEventListener("click", (event) => this.turn(event));
    this.pane.addEventListener("click", (event) => {
      const link = event.target.closest("[data-go-page]");
      if (!link) return;
      event.preventDefault();
      this.scrollTo(Number(link.dataset.goPage));
    });
  }

  // On a narrow screen outline and pages take turns.
  turn(event) {
    const link = event.target.closest("a");
    if (!link || this.wide.matches) return;
    event.preventDefault();
    const shows = link.hasAttribute("data-show-preview");
    this.editor.classList.toggle("shows-preview", shows);
    for (const other of link.parentElement.querySelectorAll("a")) other.toggleAttribute("aria-current", other === link);
    if (shows) { this.ask(0); this.pane.focus(); }
  }

  get isSeen() {
    return this.wide.matches || this.editor.classList.contains("shows-preview");
  }

  // The longer printing took the last time, the longer a pause it waits for.
  ask(wait = Math.min(CALM_MS + this.took, LONGEST_WAIT_MS)) {
    this.isStale = true;
    clearTimeout(this.timer);
    clearTimeout(this.findingsTimer);
    if (!this.isSeen) return;
    this.state.textContent = "Đang dựng lại trang…";
    this.timer = setTimeout(() => this.draw(), wait);
  }

  async draw() {
    if (this.isBusy) return;
    this.isBusy = true;
    this.isStale = false;
    const began = performance.now();
    try {
      const answer = await fetch(this.editor.dataset.previewUrl, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (answer.status !== 200) throw new Error(String(answer.status));
      const html = await answer.text();
      if (html.includes("data-working")) {
        this.work(html);
      } else {
        this.put(html);
        if (this.wanted) this.show(this.wanted);
        const isDrawn = html.includes("data-pages");
        this.state.textContent = isDrawn ? "" : "Chưa dựng lại được; đang hiện các trang trước đó.";
        if (isDrawn) this.findingsTimer = setTimeout(() => this.check(), FINDINGS_AFTER_MS);
      }
    } catch {
      this.state.textContent = "Chưa dựng lại được trang; sẽ thử lại khi anh/chị sửa tiếp.";
    }
    this.took = performance.now() - began;
    this.isBusy = false;
    if (this.isStale) this.ask();
  }

  // The pages shown so far stay until the new ones are there.
  work(html) {
    if (!this.pages.querySelector("[data-pages]")) this.pages.innerHTML = html;
    this.state.textContent = "Văn bản dài: đang dựng lại trang trong nền…";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), ASK_AGAIN_MS);
  }

  put(html) {
    const fresh = document.createRange().createContextualFragment(html);
    const places = fresh.querySelector("#item-pages");
    this.places = places ? JSON.parse(places.textContent) : {};
    places?.remove();
    const shown = this.pages.querySelector("[data-pages]");
    const next = fresh.querySelector("[data-pages]");
    if (shown && !next) {
      // Why there are no new pages stands above the former ones.
      this.findings.replaceChildren(fresh);
      return;
    }
    if (!shown) {
      this.pages.replaceChildren(fresh);
      return;
    }
    const old = [...shown.children];
    const now = [...next.children];
    for (const [index, page] of now.entries()) {
      if (!old[index]) { shown.append(page); continue; }
      // A picture given another address stays until the new one has come: nothing flickers.
      const [from, to] = [page.querySelector("img"), old[index].querySelector("img")];
      for (const name of ["src", "width", "height", "alt"]) if (to.getAttribute(name) !== from.getAttribute(name)) to.setAttribute(name, from.getAttribute(name));
      old[index].querySelector("figcaption").textContent = page.querySelector("figcaption").textContent;
    }
    for (const page of old.slice(now.length)) page.remove();
    shown.dataset.version = next.dataset.version;
  }

  async check() {
    const version = this.pages.querySelector("[data-pages]")?.dataset.version;
    const answer = await fetch(this.editor.dataset.findingsUrl, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (answer.status !== 200 || this.pages.querySelector("[data-pages]")?.dataset.version !== version || this.isStale) return;
    const wasOpen = this.findings.querySelector("details")?.open;
    this.findings.innerHTML = await answer.text();
    const details = this.findings.querySelector("details");
    if (details && wasOpen) details.open = true;
    if (this.findings.querySelector("[data-working]")) this.findingsTimer = setTimeout(() => this.check(), ASK_AGAIN_MS);
  }

  // Bring the page on which a provision begins into sight.
  show(place) {
    const page = this.places[place];
    this.wanted = page ? null : place;
    if (page && this.wide.matches) this.scrollTo(page);
  }

  scrollTo(page) {
    const figure = this.pages.querySelectorAll("figure")[page - 1];
    if (!figure) return;
    const [pane, box] = [this.pane.getBoundingClientRect(), figure.getBoundingClientRect()];
    const isSeen = box.top < pane.bottom - 80 && box.bottom > pane.top + 80;
    if (isSeen) return;
    // Only the pane moves: the outline beside it stays where the person works.
    if (this.wide.matches) this.pane.scrollTop += box.top - pane.top - 56;
    else figure.scrollIntoView({ block: "start" });
  }
}
