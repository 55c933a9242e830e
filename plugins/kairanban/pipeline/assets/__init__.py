"""Pictures, attachments and social cards: probed while content is loaded, staged at the end."""
