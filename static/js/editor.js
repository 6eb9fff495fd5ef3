// The draft of a plan, edited where it stands. Each link and button here leads to a page that works without a script:
// this fetches that page, puts its form beside the node, and brings the answer back. One form is open at a time.
(() => {
  "use strict";

  const NODES = ["problem", "goal", "objective", "intervention", "service"];
  const NODE = NODES.map((kind) => `[id^="${kind}-"]`).join(",");
  // On a phone each node keeps a page of its own.
  const isWide = matchMedia("(min-width: 48rem)");
  const draft = location.pathname;
  let open = null;

  const isDraft = () => document.querySelector(".plan-tree") !== null;
  const say = (words) => {
    document.getElementById("live").textContent = words;
  };
  const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const sheetOf = (page) => page.querySelector("[data-sheet]");
  const actionsOf = (node) => node?.querySelector(":scope > .node-actions, :scope > .node-head > .node-actions");
  const firstField = (place) =>
    place.querySelector(".error-summary, .conflict, [autofocus]") ||
    place.querySelector("textarea, input:not([type=hidden], [data-not-kept]), select");

  const focusNode = (id) => {
    const node = id && document.querySelector(`[id$="${CSS.escape(id)}"]`);
    const mark = node && (actionsOf(node)?.querySelector("a[href]") || node.querySelector("a[href]"));
    (mark || document.getElementById("main")).focus();
    return node;
  };

  const putSheet = (sheet, address) => {
    open.place.replaceChildren(document.importNode(sheet, true));
    open.place.querySelectorAll("form:not([action])").forEach((form) => form.setAttribute("action", address));
    open.place.querySelectorAll(".form-actions a").forEach((link) => link.setAttribute("data-closes", ""));
    window.htmx?.process(open.place);
    document.dispatchEvent(new CustomEvent("sheet:opened", { detail: open.place }));
    firstField(open.place)?.focus();
  };

  const close = async () => {
    if (!open) return;
    const { place, opener } = open;
    const form = place.querySelector("form[data-autosave]");
    open = null;
    place.remove();
    if (opener?.isConnected) opener.focus();
    // A form that saved itself has changed the draft behind this page: its rows' versions are new.
    if (form && (await window.autosave?.settle(form)) && !open) await freshen(opener);
  };

  const freshen = async (opener) => {
    const id = opener?.closest(NODE)?.id;
    const answer = await fetch(draft).catch(() => null);
    if (!answer?.ok || open) return;
    const page = await parsed(answer);
    const stayed = document.activeElement === opener;
    if (!page.querySelector(".plan-tree") || open) return;
    show(page);
    if (stayed) focusNode(id || null);
  };

  // The whole page is fetched again after a change: numbers, what is to fix and every row's version come with it.
  const show = (page) => {
    open = null;
    for (const name of ["main", ".status-bar"]) {
      const fresh = page.querySelector(name);
      const held = document.querySelector(name);
      if (fresh && held) held.replaceChildren(...document.importNode(fresh, true).childNodes);
    }
    window.htmx?.process(document.body);
    const message = document.querySelector(".messages");
    if (message) say(message.textContent.trim().replace(/\s+/g, " "));
  };

  const failed = (place) => {
    const sentence = "Not saved: the server did not answer. Your text is still here; try again.";
    let notice = place?.querySelector(":scope > .notice--important");
    if (place && !notice) {
      notice = document.createElement("p");
      notice.className = "notice notice--important";
      place.prepend(notice);
    }
    if (notice) notice.textContent = sentence;
    say(sentence);
  };

  const placeFor = (link) => {
    const place = document.createElement("div");
    place.className = "in-place";
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", link.textContent.trim().replace(/\s+/g, " "));
    const actions = link.closest(".node-actions");
    const head = actions?.closest(".node-head");
    (head || actions || link.closest("p") || link.closest(".card-section__head")).after(place);
    return place;
  };

  const openAt = async (link, address) => {
    const answer = await fetch(address).catch(() => null);
    const page = answer?.ok ? await parsed(answer) : null;
    if (!page || !sheetOf(page)) {
      location.assign(address);
      return;
    }
    await close();
    // The tree may be new: the same link in it.
    const here = link.isConnected ? link : [...document.querySelectorAll(".plan-tree a[href], #services a[href], #words a[href]")].find((other) => other.href === link.href);
    if (!here) {
      location.assign(address);
      return;
    }
    open = { place: placeFor(here), opener: here };
    putSheet(sheetOf(page), address);
  };

  const openLink = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !isDraft()) return;
    if (open?.place.contains(link)) {
      if (!("closes" in link.dataset)) return;
      event.preventDefault();
      close();
      return;
    }
    const opens = link.closest(".plan-tree, #services, #words") && (link.closest(".node-actions") || link.matches(".btn"));
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!opens || !plain || !isWide.matches || "page" in link.dataset) return;
    event.preventDefault();
    openAt(link, link.href);
  };

  const isPressed = (form) => form.matches(".node-actions") && form.closest(".plan-tree, #services");

  // What a button of a node was, so that the focus finds it again after the page is new.
  const whichButton = (form, button) => ({ id: form.closest(NODE)?.id, places: button?.value, name: button?.name });

  const refocus = ({ id, places, name }) => {
    const node = id && document.getElementById(id);
    // What was removed can be put back from here.
    const undo = !node && document.querySelector(".messages form button");
    if (undo) return undo.focus();
    if (!node) return focusNode(null);
    const buttons = actionsOf(node);
    const same = name === "places" && buttons?.querySelector(`button[value="${places}"]`);
    (same || buttons?.querySelector("button[name=places], a[href]"))?.focus();
    if (name !== "places") return node;
    const siblings = [...node.parentElement.children].filter((other) => other.matches(NODE));
    say(`Moved to ${siblings.indexOf(node) + 1} of ${siblings.length}`);
    return node;
  };

  const post = async (form, button) => {
    const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
    const answer = await fetch(address, { method: "POST", body: new FormData(form, button) }).catch(() => null);
    return { answer, page: answer && answer.status < 500 ? await parsed(answer) : null, address };
  };

  const press = async (form, button) => {
    const which = whichButton(form, button);
    const { page } = await post(form, button);
    if (!page?.querySelector(".plan-tree")) return failed(null);
    show(page);
    return refocus(which);
  };

  // The add button beside a node: for another one after it, or for its first child.
  const adderOf = (id) => {
    const list = document.getElementById(id)?.parentElement.closest(`${NODE}, .plan-tree`);
    return list?.querySelector(":scope > p > a.btn[href]");
  };

  const send = async (form, button, andThen) => {
    const newId = form.elements.new_id?.value;
    const around = open.place.closest(NODE)?.id;
    const { answer, page, address } = await post(form, button);
    if (page?.querySelector(".plan-tree")) {
      show(page);
      const node = focusNode(newId || around);
      const adder = andThen === "sibling" && node ? adderOf(node.id) : null;
      if (adder) await openAt(adder, adder.href);
    } else if (page && sheetOf(page) && answer.redirected) {
      await goOn(answer.url, newId, page);
    } else if (page && sheetOf(page)) {
      putSheet(sheetOf(page), address);
    } else {
      failed(open.place);
    }
  };

  // Saved, and the next form is wanted: the tree first, then that form beneath the new node.
  const goOn = async (address, newId, next) => {
    const answer = await fetch(draft);
    show(await parsed(answer));
    const node = document.querySelector(`[id$="${CSS.escape(newId)}"]`);
    const adder = node?.querySelector(`a[href="${new URL(address).pathname}"]`) || adderOf(node?.id);
    if (!adder) return location.assign(address);
    open = { place: placeFor(adder), opener: adder };
    return putSheet(sheetOf(next), address);
  };

  const submitted = (event) => {
    if (event.defaultPrevented || !isDraft()) return;
    const form = event.target;
    if (open?.place.contains(form)) {
      event.preventDefault();
      send(form, event.submitter, form.dataset.then).finally(() => delete form.dataset.sent);
    } else if (isPressed(form)) {
      event.preventDefault();
      press(form, event.submitter).finally(() => delete form.dataset.sent);
    }
  };

  const saveAndAddSibling = (event) => {
    const form = event.target.closest(".in-place form");
    if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    // Of what is no new or reworded node, such as parking one, there is no next.
    if (form.elements.statement) form.dataset.then = "sibling";
    form.requestSubmit(form.querySelector("button.btn-primary"));
  };

  const leave = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !open?.place.contains(event.target)) return;
    event.preventDefault();
    close();
  };

  const moveNode = (event) => {
    const places = { ArrowUp: "-1", ArrowDown: "1" }[event.key];
    if (!places || !event.altKey || event.target.closest(".in-place")) return;
    const node = event.target.closest(NODE);
    const button = actionsOf(node)?.querySelector(`button[name=places][value="${places}"]`);
    if (!node) return;
    event.preventDefault();
    if (button) button.click();
    else say(places === "1" ? "This is the last one." : "This is the first one.");
  };

  document.addEventListener("click", openLink);
  document.addEventListener("submit", submitted);
  document.addEventListener("keydown", saveAndAddSibling);
  document.addEventListener("keydown", leave);
  document.addEventListener("keydown", moveNode);
})();
