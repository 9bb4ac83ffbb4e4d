// Shows only the terms that hold what a reader types. Without it the page is complete.
(() => {
  const box = document.getElementById("filter");
  const field = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  const terms = [...document.querySelectorAll("[data-term]")].map((node) => ({ node, text: fold(node.textContent) }));
  const groups = [...document.querySelectorAll("[data-group]")];
  const extras = [...document.querySelectorAll("[data-extra]")];

  function apply() {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { node, text } of terms) {
      node.hidden = !words.every((word) => text.includes(word));
      if (!node.hidden) count += 1;
    }
    for (const node of extras) node.hidden = words.length > 0;
    for (const group of groups) group.hidden = !group.querySelector("[data-term]:not([hidden])");
    status.textContent = words.length ? status.dataset.text.replace("{count}", count) : "";
  }

  // A link may lead to what the filter hides.
  function uncover() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest("[hidden]")) return;
    field.value = "";
    apply();
    target.scrollIntoView();
  }

  box.hidden = false;
  field.addEventListener("input", apply);
  addEventListener("hashchange", uncover);
  apply();
})();
