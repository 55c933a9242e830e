"""What happens to HTML after Markdown: made safe, linked, typeset."""
