"""Pictures of a build: looked at while the content is read, made when all pages are."""
