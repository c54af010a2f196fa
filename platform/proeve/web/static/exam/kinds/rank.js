/** All replies from best to worst, with buttons and a menu for the place; dragging is an extra. */

import { button, element, sign } from "../dom.js";
import { letter, words } from "../words.js";

export const rank = {
  hint: words.rank,
  keysHint: words.keys.detail.rank,
  progress: () => "complete",
  view,
};

function view({ item, change, announce }) {
  const list = element("ol", { class: "exam-ranking" });
  const rows = item.options.map((option, position) => row(option, position));
  const keep = element(
    "p",
    { class: "exam-rank-open" },
    `${words.rankOpen} `,
    button(words.rankKeep, "btn btn-outline-primary", () => settle()),
  );

  const order = () => [...list.children].map((child) => rows.findIndex((one) => one.element === child));

  /** The other rows step aside and the moved row stays in the document, so it keeps the focus and the pointer. */
  function move(moved, place) {
    const children = () => [...list.children];
    const target = Math.max(0, Math.min(rows.length - 1, place));
    let at = children().indexOf(moved.element);
    while (at > target) moved.element.after(children()[--at]);
    while (at < target) moved.element.before(children()[++at]);
    number();
  }

  function number() {
    order().forEach((position, place) => rows[position].number(place));
  }

  function settle() {
    keep.hidden = true;
    change({ ranking: order() });
  }

  function place(moved, position, to) {
    const before = order().indexOf(position);
    move(moved, to);
    const after = order().indexOf(position);
    if (after === before) return;
    announce(words.rankMoved(position, after + 1, rows.length));
    settle();
  }

  function row(option, position) {
    const self = { element: null, number: null, select: null };
    const at = () => order().indexOf(position);
    const up = button("", "btn exam-move", () => place(self, position, at() - 1));
    const down = button("", "btn exam-move", () => place(self, position, at() + 1));
    up.append(sign("up"));
    up.setAttribute("aria-label", words.rankUp(position));
    down.append(sign("down"));
    down.setAttribute("aria-label", words.rankDown(position));
    self.select = element(
      "select",
      {
        class: "form-select exam-place",
        "aria-label": words.rankPlace(position),
        change: () => place(self, position, self.select.selectedIndex),
      },
      ...item.options.map((each, index) => element("option", null, words.place(index + 1))),
    );
    const grip = element(
      "span",
      { class: "exam-grip", "aria-hidden": "true", title: words.rankDrag(position) },
      sign("grip"),
    );
    self.element = element(
      "li",
      { class: "exam-reply exam-rank" },
      element(
        "p",
        { class: "exam-reply-head" },
        grip,
        element("span", { class: "choice-letter" }, letter(position)),
        element("span", null, option.text),
      ),
      element("div", { class: "exam-rank-controls" }, self.select, up, down),
    );
    self.number = (index) => {
      self.select.selectedIndex = index;
      up.setAttribute("aria-disabled", String(index === 0));
      down.setAttribute("aria-disabled", String(index === item.options.length - 1));
    };
    drag(grip, self.element, { list, move: (to) => move(self, to), done: () => settle() });
    return self;
  }

  return {
    body: [list, keep],
    show: (answer) => {
      list.append(
        ...(answer?.ranking ?? rows.map((each, position) => position)).map((position) => rows[position].element),
      );
      keep.hidden = answer !== null;
      number();
    },
    pick: (position) => rows[position].select.focus(),
  };
}

/** Let a pointer carry a row by its grip; the row changes place when the pointer passes the middle of a neighbour. */
function drag(grip, carried, { list, move, done }) {
  let start = null;
  grip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    start = [...list.children].indexOf(carried);
    carried.classList.add("exam-carried");
  });
  grip.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const others = [...list.children].filter((child) => child !== carried);
    const passed = others.filter((child) => middleOf(child) < event.clientY).length;
    if (passed !== [...list.children].indexOf(carried)) move(passed);
  });
  const drop = () => {
    if (start === null) return;
    carried.classList.remove("exam-carried");
    if ([...list.children].indexOf(carried) !== start) done();
    start = null;
  };
  grip.addEventListener("pointerup", drop);
  grip.addEventListener("lostpointercapture", drop);
}

function middleOf(child) {
  const box = child.getBoundingClientRect();
  return box.top + box.height / 2;
}
