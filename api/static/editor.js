"use strict";
// Starts the SPARQL editor where it is installed (`make install` fetches it). Everything works without it: the plain form is then what one sees.

const place = document.getElementById("yasgui");
const form = document.getElementById("plain");
const endpoint = new URL("/sparql", location.href).href;

function start() {
  const { Yasgui } = window;
  form.hidden = true;
  place.hidden = false; // before the editor measures itself
  Yasgui.Yasqe.defaults.prefixCcApi = "/prefixes.json"; // the editor would ask a server elsewhere
  Yasgui.Yasqe.defaults.value = form.elements.query.value;
  Yasgui.Yasqe.defaults.autocompleters = ["variables", "prefixes"];
  const editor = new Yasgui(place, {
    persistenceId: null,
    autofocus: false,
    copyEndpointOnNewTab: false,
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    // A link brings its query, never another server to send it to.
    populateFromUrl: (tab) => ({ ...tab, requestConfig: { ...tab.requestConfig, endpoint } }),
  });
  label(editor);
  editor.on("tabAdd", () => setTimeout(() => label(editor)));
  return editor;
}

// The editor leaves some of its controls without a name, and its regions out of the keyboard's reach.
function label(editor) {
  const names = place.dataset;
  place.querySelectorAll(".CodeMirror textarea").forEach((area) => area.setAttribute("aria-label", names.query));
  place.querySelectorAll(".autocompleteWrapper input, .autocompleteWrapper").forEach((input) => input.setAttribute("aria-label", names.endpoint));
  place.querySelectorAll("button:not([aria-label])").forEach((button) => {
    if (!button.textContent.trim()) button.setAttribute("aria-label", button.title || names.query);
  });
}

async function example(editor, link) {
  const answer = await fetch(link.href);
  if (!answer.ok) return;
  const tab = editor.addTab(true, { ...Yasgui.Tab.getDefaults(editor), name: link.dataset.name });
  tab.setQuery(await answer.text());
  place.scrollIntoView();
}

if (place && window.Yasgui) {
  const editor = start();
  document.querySelectorAll("a[data-name]").forEach((link) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      example(editor, link);
    });
  });
} else if (place) {
  const query = new URLSearchParams(location.hash.slice(1)).get("query");
  if (query) form.elements.query.value = query;
}
