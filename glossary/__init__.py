"""One idea, many words: concepts, their labels, the bridges between them, and what the corpus says of them."""
