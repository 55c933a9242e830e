"""Drawing of social cards, the pictures that messengers and social sites show beside a link."""
