"""Pictures: probed, made into variants; social cards."""
