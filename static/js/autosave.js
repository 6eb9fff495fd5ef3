// Forms that save themselves: <form method="post" data-autosave>. Each posts itself to its own address 800 ms after typing, on leaving a field, and
// every two seconds while typing goes on. The answer touches the status line and hidden fields only, never a field that somebody types in.
// accounts/autosave.py says what the server answers. Nothing is kept in the browser's storage.
(() => {
  "use strict";

  const PAUSE_MS = 800;
  const LONGEST_MS = 2000;
  const PATIENCE_MS = 10_000;
  const BACKOFF_S = [1, 2, 4, 8, 15, 30];
  // A request that outlives its page may carry 64 kB.
  const OUTLIVES = 60_000;
  // What a form says about itself; and what is looked for in the library, which is never saved.
  const NOT_TYPED = ["csrfmiddlewaretoken", "_practice", "row_version", "new_id", "opened_form"];
  const AGAIN = { "signed-out": "Not saved: sign in to go on", "other-user": "Not saved: somebody else is signed in" };

  const keepers = new Map();
  const whose = document.body.dataset.user || "";

  const announce = (words) => {
    document.getElementById("live").textContent = words;
  };

  const entries = (form) =>
    [...new FormData(form)].filter(([name]) => form.querySelector(`[type=password][name="${CSS.escape(name)}"]`) === null);

  const textsOf = (form) => JSON.stringify(entries(form).filter(([name]) => !NOT_TYPED.includes(name) && !name.startsWith("words_")));

  const hidden = (form, name, value) => {
    let input = form.querySelector(`input[type=hidden][name="${name}"]`);
    if (!input) {
      input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      form.append(input);
    }
    if (value !== undefined) input.value = value;
    return input;
  };

  class Keeper {
    constructor(form) {
      this.form = form;
      this.safe = "unsaved" in form.dataset ? "" : textsOf(form); // what the server has
      this.state = "";
      this.timer = 0;
      this.since = 0; // when the text that is not sent yet was begun
      this.tries = 0;
      this.busy = null;
      if (!hidden(form, "opened_form").value) hidden(form, "opened_form", crypto.randomUUID());
    }

    get differs() {
      return textsOf(this.form) !== this.safe;
    }

    get isUnsaved() {
      return this.differs || this.state === "conflict" || this.isFailing;
    }

    get isFailing() {
      return ["retrying", "signed-out", "other-user", "other-practice", "refused"].includes(this.state);
    }

    typed() {
      if (this.state === "other-user") return;
      this.leaving = false;
      if (!this.since) this.since = Date.now();
      this.later(Math.max(0, Math.min(PAUSE_MS, this.since + LONGEST_MS - Date.now())));
    }

    later(wait, byItself = false) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send({ byItself }), wait);
    }

    // One request at a time; what is typed meanwhile goes with the next.
    async send({ byItself = false, force = false } = {}) {
      clearTimeout(this.timer);
      // A press has taken it; when the press fails, typing on begins anew.
      if (this.leaving && !force) return;
      while (this.busy) await this.busy;
      if (!force && !this.differs && !this.isFailing) return;
      this.busy = this.post({}, byItself).finally(() => {
        this.busy = null;
      });
      await this.busy;
    }

    async post(more, byItself) {
      const texts = textsOf(this.form);
      this.since = 0;
      if (!this.isFailing && this.state !== "conflict") this.show("saving", "Saving…");
      const body = new URLSearchParams([...entries(this.form), ...Object.entries(more)]);
      const headers = { "X-Autosave": "1", "X-User": whose, "X-CSRFToken": this.form.elements.csrfmiddlewaretoken?.value || "" };
      if (byItself) headers["X-Background"] = "1";
      const options = { method: "POST", headers, body, redirect: "manual", keepalive: body.toString().length < OUTLIVES };
      let answer = null;
      let said = null;
      try {
        answer = await fetch(this.form.getAttribute("action") || location.href, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
        said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
      } catch {
        answer = null;
      }
      await this.take(answer, said, texts);
    }

    async take(answer, said, texts) {
      const status = answer?.status || 0;
      if (said && [200, 202, 409].includes(status)) this.taken(said, texts);
      else if (said?.state === "signed-out" || said?.state === "other-user") this.signedOut(said.state);
      else if (status === 403 && !this.refreshed) await this.withNewToken();
      else if (status >= 400 && status < 500 && status !== 408 && status !== 429) this.refused(status);
      else this.retry();
    }

    taken(said, texts) {
      document.dispatchEvent(new CustomEvent("autosave:told", { detail: said }));
      this.tries = 0;
      this.refreshed = false;
      if (said.state === "other-practice") {
        this.fail("other-practice", "Not saved: you changed over to another practice. Change back to go on; your text is still here.");
        return;
      }
      this.safe = texts;
      if (said.state === "conflict") {
        this.conflict(said);
      } else {
        if (said.state === "saved") this.goOn(said);
        this.show(said.state, said.said);
        this.tell(said);
      }
      if (this.differs) this.typed();
    }

    // That all is well is not announced; that a text is not in the record is, once.
    tell(said) {
      const sentence = said.state === "kept" ? said.said.replace(/\d+:\d+/, "") : "";
      if (sentence && sentence !== this.told) announce(said.said);
      this.told = sentence;
    }

    // In the record. A new row's form goes on as the form of that row.
    goOn(said) {
      const form = this.form;
      form.dataset.saved = "";
      if (said.row_version !== undefined) hidden(form, "row_version", said.row_version);
      const here = form.getAttribute("action") || location.pathname;
      if (said.action && new URL(here, location.href).pathname !== said.action) {
        form.setAttribute("action", said.action);
        // A form that stands in the draft is not the page.
        if (form.dataset.autosave === "page" && !form.closest(".in-place")) history.replaceState(history.state, "", said.action);
      }
      form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: said }));
    }

    retry() {
      const seconds = BACKOFF_S[Math.min(this.tries, BACKOFF_S.length - 1)];
      this.tries += 1;
      this.fail("retrying", "Not saved – retrying");
      this.later(seconds * 1000, true);
    }

    refused(status) {
      const why = { 403: "you may not write here any more", 404: "this is no longer there", 413: "this is too long" }[status];
      this.fail("refused", `Not saved: ${why || "the server refused it"}. Your text is still on this page.`);
    }

    signedOut(state) {
      this.fail(state, `${AGAIN[state]}. Your text is still on this page.`);
      document.dispatchEvent(new CustomEvent("session:ended", { detail: state }));
    }

    // Signed in again in another tab: the page's token is old.
    async withNewToken() {
      this.refreshed = true;
      const state = (await window.session?.refresh()) || "retrying";
      if (state === "same") await this.post({}, false);
      else if (state === "retrying") this.retry();
      else this.signedOut(state);
    }

    fail(state, words) {
      const fresh = this.state !== state;
      this.show(state, words);
      if (fresh) announce(words);
    }

    show(state, words) {
      this.state = state;
      const line = this.form.querySelector("[data-save-status]");
      for (const place of [line, this.form.dataset.autosave === "page" && document.getElementById("save-status")]) {
        if (!place) continue;
        place.textContent = words;
        place.classList.toggle("save-status--failed", this.isFailing || state === "conflict");
      }
    }

    conflict(said) {
      const shown = this.form.parentElement?.querySelector(":scope > .conflict");
      const section = new DOMParser().parseFromString(said.html, "text/html").querySelector(".conflict");
      // The choice is made here: copies of the fields would grow old.
      section.querySelectorAll("input[type=hidden]").forEach((input) => input.remove());
      this.theirs = said.row_version;
      this.fail("conflict", said.said);
      if (shown) {
        // Read aloud once; typing on only brings it up to date.
        shown.setAttribute("aria-live", "off");
        if (!shown.contains(document.activeElement)) shown.replaceChildren(...section.childNodes);
      } else if (this.form.isConnected) {
        const both = document.importNode(section, true);
        both.addEventListener("submit", (event) => this.decide(event));
        this.form.before(both);
      }
    }

    decide(event) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const section = event.target.closest(".conflict");
      const choice = event.submitter?.value;
      if (choice === "theirs") return this.useTheirs();
      hidden(this.form, "row_version", this.theirs);
      this.show("", choice === "together" ? "Write it as it should be; it is saved as you type" : "");
      (this.lastField?.isConnected ? this.lastField : this.form.querySelector("textarea, input:not([type=hidden])"))?.focus();
      if (choice === "together") return section.querySelector("form")?.remove();
      section.remove();
      return this.send({ force: true });
    }

    // The page shows what stands; what was typed here is dropped, on the server too.
    async useTheirs() {
      await this.busy;
      await this.post({ resolve: "theirs", row_version: this.theirs }, false);
      if (this.isFailing) return;
      this.safe = textsOf(this.form);
      const asked = new CustomEvent("autosave:theirs", { bubbles: true, cancelable: true });
      if (this.form.dispatchEvent(asked)) location.reload();
    }
  }

  const keeperOf = (element) => {
    const form = element?.form || element?.closest?.("form");
    if (!form?.matches("form[data-autosave]")) return null;
    if (!keepers.has(form)) keepers.set(form, new Keeper(form));
    return keepers.get(form);
  };

  const unsaved = () => {
    // A form that was closed in place still sends its last words; then it is forgotten.
    for (const [form, keeper] of keepers) if (!form.isConnected && (keeper.leaving || !keeper.isUnsaved)) keepers.delete(form);
    return [...keepers.values()].filter((keeper) => keeper.isUnsaved);
  };

  const sendAll = (options) => Promise.all(unsaved().map((keeper) => keeper.send(options)));

  // Before the first character changes, so that what the page brought counts as saved.
  document.addEventListener("focusin", (event) => {
    const keeper = keeperOf(event.target);
    if (keeper && event.target.matches("input, textarea, select")) keeper.lastField = event.target;
  });
  document.addEventListener("input", (event) => keeperOf(event.target)?.typed());
  document.addEventListener("change", (event) => keeperOf(event.target)?.send());
  document.addEventListener("focusout", (event) => keeperOf(event.target)?.send());

  // A press waits for the save that is under way, and does not leave the page while nothing gets through. On window: before the page's other scripts.
  window.addEventListener("submit", (event) => {
    const keeper = keepers.get(event.target);
    if (!keeper) return;
    clearTimeout(keeper.timer);
    const stuck = ["retrying", "signed-out", "other-user"].includes(keeper.state) || !navigator.onLine;
    if (!keeper.busy && !stuck) {
      keeper.leaving = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    keeper.send({ force: stuck }).then(() => {
      if (!keeper.isFailing) keeper.form.requestSubmit(submitter);
    });
  }, true);

  // A link waits for the last words to be saved.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
    if (!link || !plain || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.getAttribute("href").startsWith("#") || !unsaved().some((keeper) => keeper.differs && !keeper.isFailing)) return;
    event.preventDefault();
    Promise.race([sendAll(), new Promise((done) => setTimeout(done, 3000))]).then(() => location.assign(link.href));
  });

  window.addEventListener("beforeunload", (event) => {
    if (unsaved().some((keeper) => !keeper.leaving)) event.preventDefault();
  });
  window.addEventListener("pageshow", () => keepers.forEach((keeper) => {
    keeper.leaving = false;
  }));
  document.addEventListener("visibilitychange", () => document.hidden && sendAll());
  window.addEventListener("online", () => sendAll({ byItself: true }));
  document.addEventListener("session:back", () => sendAll());
  window.autosave = {
    // For a form that is closed in place: sends its last words; whether it is in the record.
    settle: async (form) => {
      const keeper = keepers.get(form);
      if (keeper?.differs && !keeper.leaving) await keeper.send();
      return "saved" in form.dataset;
    },
  };

  document.querySelectorAll("form[data-autosave]").forEach((form) => keeperOf(form.elements[0]));
})();
