"""What a person means by what they typed: fields and phrases, names, misspelt words, a PDF in place of a question."""
