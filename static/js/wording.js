// Wording while one types: the search above a field becomes a combobox (ARIA 1.2: the role is the input's own).
// What is picked is copied into the field; the caret goes to its first [blank], and Tab from blank to blank.
(() => {
  "use strict";

  const WAIT_MS = 150;
  const LEAST = 2;
  const BLANK = /\[[^[\]\n]{0,80}\]/g;
  let made = 0;

  const say = (text) => {
    const live = document.getElementById("live");
    if (live) live.textContent = text;
  };

  // Typed, not assigned: the browser's own undo keeps working, and an input event follows.
  const type = (field, text) => {
    field.focus();
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const blanksOf = (field) => [...field.value.matchAll(BLANK)];

  const selectBlank = (field, from) => {
    const all = blanksOf(field);
    const next = all.findIndex((blank) => blank.index >= from);
    if (next < 0) return false;
    const { index, 0: blank } = all[next];
    field.setSelectionRange(index, index + blank.length);
    say(`Blank ${next + 1} of ${all.length}: ${blank.slice(1, -1)}`);
    return true;
  };

  // What comes with a statement goes only where nobody said anything: an empty input, or a choice as the page gave it.
  const fillBeside = (option, field, wasEmpty) => {
    for (const name of option.getAttributeNames()) {
      if (!name.startsWith("data-fill-")) continue;
      const other = field.form?.elements.namedItem(name.slice("data-fill-".length));
      if (!(other instanceof HTMLElement)) continue;
      const untouched = other.tagName === "SELECT"
        ? wasEmpty && [...other.options].every((item) => item.selected === item.defaultSelected)
        : !other.value.trim();
      if (!untouched) continue;
      other.value = option.getAttribute(name);
      other.dispatchEvent(new Event("input", { bubbles: true }));
      other.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const pick = (finder, option) => {
    const field = document.getElementById(finder.dataset.into);
    const wasEmpty = !field.value.trim();
    field.focus();
    let start = 0;
    if ("adds" in finder.dataset) {
      start = field.value.length;
      field.setSelectionRange(start, start);
    } else {
      field.select();
    }
    type(field, ("adds" in finder.dataset && !wasEmpty ? "\n" : "") + option.dataset.text);
    fillBeside(option, field, wasEmpty);
    field.focus();
    if (!selectBlank(field, start)) say("Copied.");
  };

  const wire = (finder) => {
    const input = finder.querySelector("input");
    const list = document.createElement("ul");
    let timer = 0;
    let asked = null;
    let at = -1;

    list.id = `finder-list-${(made += 1)}`;
    list.className = "finder__list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Wording found");
    list.hidden = true;
    input.after(list);
    // Not only hidden: Enter in another line of the form would still press it.
    finder.querySelector("button").remove();
    finder.classList.add("finder--live");
    for (const [name, value] of [
      ["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id],
    ]) input.setAttribute(name, value);

    const options = () => [...list.querySelectorAll("[role=option]")];
    const mark = (place) => {
      at = place;
      options().forEach((option, n) => option.setAttribute("aria-selected", String(n === place)));
      const option = options()[place];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };
    const show = (open) => {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) mark(-1);
    };
    const close = () => {
      clearTimeout(timer);
      asked?.abort();
      show(false);
    };
    const choose = (option) => {
      close();
      input.value = "";
      pick(finder, option);
    };

    const ask = async () => {
      const words = input.value.trim();
      if (words.length < LEAST) return close();
      asked?.abort();
      asked = new AbortController();
      const where = new URL(finder.dataset.finder, location.href);
      where.searchParams.set("kind", finder.dataset.kinds);
      where.searchParams.set("q", words);
      try {
        const answer = await fetch(where, { signal: asked.signal });
        if (!answer.ok || answer.redirected) throw new Error("no answer");
        list.innerHTML = await answer.text();
      } catch (error) {
        if (error.name === "AbortError") return;
        show(false);
        say("The library did not answer. You can go on typing in the field.");
        return;
      }
      options().forEach((option, n) => { option.id = `${list.id}-${n}`; });
      const count = options().length;
      show(count > 0 && document.activeElement === input);
      say(count ? `${count} found. Use the arrow keys to choose.` : "Nothing found.");
    };

    input.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT_MS);
    });
    input.addEventListener("keydown", (event) => {
      const all = options();
      if (event.key === "Escape") {
        if (list.hidden) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
        // Nothing highlighted picks nothing, and searching never saves the form.
        event.preventDefault();
        event.stopPropagation();
        if (!list.hidden && all[at]) choose(all[at]);
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey && all.length) {
        event.preventDefault();
        if (list.hidden) show(true);
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark(at < 0 && step < 0 ? all.length - 1 : (at + step + all.length) % all.length);
      }
    });
    input.addEventListener("blur", () => setTimeout(close, 100));
    // mousedown, so that the input keeps the focus until the option is taken.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
  };

  // Tab goes to the next blank of this text, and after the last one on to the next field.
  const jump = (event) => {
    const field = event.target;
    if (event.key !== "Tab" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!field.matches?.("textarea[data-worded]")) return;
    if (selectBlank(field, field.selectionEnd)) event.preventDefault();
  };

  const wireAll = (root) => root.querySelectorAll("[data-finder]:not(.finder--live)").forEach((finder) => {
    wire(finder);
    document.getElementById(finder.dataset.into)?.setAttribute("data-worded", "");
  });
  wireAll(document);
  // A form that was opened in its place in the draft.
  document.addEventListener("sheet:opened", (event) => wireAll(event.detail));
  document.addEventListener("keydown", jump);
})();
