"""Pictures: probing of files, encoding of variants, drawing of social cards."""
