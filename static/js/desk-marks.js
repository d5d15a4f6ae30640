// One box that marks all rows of the list: [data-marks-all], which names the boxes.
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-marks-all]");
  if (!all) return;
  for (const box of document.getElementsByName(all.dataset.marksAll)) {
    box.checked = event.target.checked;
  }
});
