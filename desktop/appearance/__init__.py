"""The program's look: colours, sizes, fonts, icons and the one stylesheet made of them."""
