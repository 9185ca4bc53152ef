"""Reading text: words, sentences, names, languages, and what is furniture rather than text."""
