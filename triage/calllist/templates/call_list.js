(() => {
  "use strict";
  const form = document.getElementById("filters");
  const field = document.getElementById("zoek");
  const state = document.getElementById("stand");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = [...document.querySelectorAll("#lijst tbody tr")]
    .map((row) => ({ row, level: row.dataset.level, text: fold(row.textContent) }));

  const show = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const levels = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const { row, level, text } of rows) {
      row.hidden = !levels.has(level) || !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    const all = shown === rows.length;
    state.textContent = all ? "" : `${shown} van ${rows.length} zaken getoond`;
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  show();
})();
