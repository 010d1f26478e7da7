"use strict";
// Everything works without this file. It sorts tables, offers names while one types, and saves pictures as PNG.

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, index) => {
    if (head.classList.contains("unsorted")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, heads, index));
  });
}

function sort(table, heads, index) {
  const descending = heads[index].getAttribute("aria-sort") === "ascending";
  const numeric = heads[index].classList.contains("number");
  const key = (row) => row.cells[index].querySelector("time")?.dateTime ?? row.cells[index].textContent.trim();
  const value = (text) => Number(text.replace(/[^\d,.-]/g, "").replace(/[.](?=\d{3})/g, "").replace(",", ".")) || 0;
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => (numeric ? value(key(a)) - value(key(b)) : collator.compare(key(a), key(b))));
  table.tBodies[0].append(...(descending ? rows.reverse() : rows));
  heads.forEach((head) => head.removeAttribute("aria-sort"));
  heads[index].setAttribute("aria-sort", descending ? "descending" : "ascending");
}

function suggesting(input) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-names`;
  input.after(list);
  input.setAttribute("list", list.id);
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    if (input.value.trim().length < 2) return;
    waiting = setTimeout(() => suggest(input, list), 150);
  });
}

async function suggest(input, list) {
  const asked = input.value;
  const answer = await fetch(`/suggest?${new URLSearchParams({ kind: input.dataset.kind, q: asked })}`);
  if (!answer.ok || input.value !== asked) return;
  const { labels } = await answer.json();
  list.replaceChildren(...labels.map((label) => Object.assign(document.createElement("option"), { value: label })));
}

document.querySelectorAll("table.sortable").forEach(sortable);
document.querySelectorAll("input[data-kind]").forEach(suggesting);

// A picture as PNG: the SVG file drawn onto a canvas of twice its size.
function drawable(button) {
  button.hidden = false;
  button.addEventListener("click", () => draw(button.dataset.png, button.dataset.name));
}

function draw(address, name) {
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth * 2, height: image.naturalHeight * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, name), "image/png");
  });
  image.src = address;
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

document.querySelectorAll("button[data-png]").forEach(drawable);
