"""Extensions of Python-Markdown: what people type, rubies, photos; and a shortcut."""
