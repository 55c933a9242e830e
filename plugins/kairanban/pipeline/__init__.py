"""One build: content is loaded, guarded, made into files, staged, checked and published."""
