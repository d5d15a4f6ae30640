// A link to #comment-12 that was made when the comment stood on this page: where it is not here,
// its permalink knows the page. Only a link from elsewhere comes with such a fragment. Who was sent
// here by the permalink has a page that a cache kept from before the comment: once is enough.
const follow = () => {
  const pk = /^#comment-(\d+)$/.exec(location.hash)?.[1];
  if (pk && !document.getElementById(`comment-${pk}`)) location.replace(`/c/${pk}/`);
};
if (!performance.getEntriesByType("navigation")[0]?.redirectCount) follow();
window.addEventListener("hashchange", follow);
