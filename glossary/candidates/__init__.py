"""What the glossary may lack: words and bridges that the corpus suggests, for a curator to accept or reject."""
