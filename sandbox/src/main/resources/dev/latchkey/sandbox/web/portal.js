// An address of the portal names its page in the fragment, which no server sees: it is asked for in the query instead.
const open = () => {
  if (location.pathname.startsWith('/entra') && location.hash.startsWith('#view/')) {
    document.documentElement.hidden = true;
    location.replace(location.pathname + '?view=' + encodeURIComponent(location.hash.slice('#view/'.length)));
  }
};
addEventListener('hashchange', open);
open();
