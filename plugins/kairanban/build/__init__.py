"""One build: the content is read, pages are made, checked and published, and that is remembered."""
