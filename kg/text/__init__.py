"""Text: one normal form to compare by, sentences, tokens. Nothing here moves an offset."""
