"""The search index of `search.js`: the text of pages, and postings of pairs of characters."""
