"""What is searched: the words of pages, and an index of pairs of characters, for `search.js`."""
