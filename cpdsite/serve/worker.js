// One stream for all open pages: a browser keeps no more than six connections to a server.
"use strict";

const pages = new Set();
let last = null; // not that of a server that is gone

const listen = () => {
  const stream = new EventSource("events");
  stream.onmessage = (event) => {
    last = event.data;
    for (const page of pages) page.postMessage(last);
  };
  stream.onerror = () => {
    last = null;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  };
};

onconnect = (event) => {
  const page = event.ports[0];
  page.onmessage = () => pages.delete(page); // it says only that it goes
  pages.add(page);
  if (last !== null) page.postMessage(last);
};

listen();
