"""The finished document on screen and on paper, made of the same blocks as the Word file."""
