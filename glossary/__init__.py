"""One idea, many words: the topic tree that papers are filed under."""
