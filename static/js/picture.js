// Shows the picture just chosen in a form, before it is saved. Django's lookup popup tells of its
// choice through its own jQuery only.
for (const shown of document.querySelectorAll("[data-thumbnail-of]")) {
  const field = document.getElementById(shown.dataset.thumbnailOf);
  django.jQuery(field).on("change", () => {
    const picture = new Image(160, 90);
    picture.className = "thumbnail";
    picture.alt = "";
    if (/^\d+$/.test(field.value)) picture.src = shown.dataset.url.replace("/0/", `/${field.value}/`);
    shown.replaceChildren(...(picture.src ? [picture] : []));
  });
}
